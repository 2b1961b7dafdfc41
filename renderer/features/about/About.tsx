// What the program is, and the licences of everything in it, each with its text; there before anyone has signed in, and without a network.
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import gathered from 'virtual:licences'
import { useAbout } from '../../app/about.ts'
import { bridge } from '../../api.ts'
import './about.css'

const { version, parts, texts } = gathered
const keyOf = ({ name, version: of }: (typeof parts)[number]): string => `${name} ${of}`.trim()

export function About() {
  const { t } = useTranslation()
  const hide = useAbout((about) => about.hide)
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState('')
  const wanted = typed.trim().toLowerCase()
  const found = parts.filter((part) => `${keyOf(part)} ${part.licence}`.toLowerCase().includes(wanted))
  const shown = found.find((part) => keyOf(part) === chosen) ?? found[0]
  return (
    <Modal open title={t('about.title')} width={940} centered footer={null} onCancel={hide} className="about">
      <p className="about-product">
        <strong>{t('common.product')}</strong> <span className="code">{version}</span> <span className="faint">{t(`about.shell.${bridge().shell}`)}</span>
      </p>
      <p className="faint">{t('about.what')}</p>
      <div className="about-licences">
        <section aria-label={t('about.parts')}>
          <Input
            type="search" allowClear value={typed} onChange={({ target }) => setTyped(target.value)} placeholder={t('about.find')} aria-label={t('about.find')}
          />
          <output className="faint about-count">{t('about.found', { count: found.length })}</output>
          <ul className="about-list">
            {found.map((part) => (
              <li key={keyOf(part)}>
                <button type="button" aria-pressed={part === shown} onClick={() => setChosen(keyOf(part))}>
                  <span>{part.name}</span> <small>{[part.version, part.licence].filter((text) => text !== '').join(' · ')}</small>
                </button>
              </li>
            ))}
          </ul>
        </section>
        {shown !== undefined && (
          // Scrolled by the keyboard: longer than it is high.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
          <section aria-label={t('about.textOf', { name: shown.name })} tabIndex={0} className="about-text" key={keyOf(shown)}>
            {shown.texts.map((number) => <pre key={number}>{texts[number]}</pre>)}
          </section>
        )}
      </div>
    </Modal>
  )
}
