// Catches a screen that broke while being drawn, so that the rest stays usable. React knows this as a class only.
import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { i18n } from '../i18n/index.ts'

export class CrashBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false }

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true }
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children
    return (
      <div className="state" role="alert">
        <p className="state-title">{i18n.t('common.crash.title')}</p>
        <p className="state-text">{i18n.t('common.crash.text')}</p>
        <Button onClick={() => this.setState({ crashed: false })}>{i18n.t('common.crash.reload')}</Button>
      </div>
    )
  }
}
