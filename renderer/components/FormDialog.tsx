// A form in a dialog: Enter and the button send it, Escape leaves it, the first field takes the focus, refusals stand above.
import { Form, Modal, type FormInstance } from 'antd'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Act } from '../app/answer.ts'
import { ErrorNote } from './ErrorState.tsx'

type FormDialogProps<Values> = {
  /** Tells the fields of one form on the page from those of another. */
  name: string
  title: string
  submit: string
  danger?: boolean
  width?: number
  form: FormInstance<Values>
  initialValues?: Partial<Values>
  /** False while what has to be known for the fields is on its way. */
  ready?: boolean
  act: Act<[Values]>
  onCancel: () => void
  children: ReactNode
}

export function FormDialog<Values extends object>(props: FormDialogProps<Values>) {
  const { name, title, submit, danger = false, width = 480, form, initialValues = {}, ready = true, act, onCancel, children } = props
  const { t } = useTranslation()
  const content = useRef<HTMLDivElement>(null)
  return (
    <Modal
      open
      width={width}
      title={title}
      okText={submit}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger, disabled: !ready }}
      confirmLoading={act.running}
      onOk={() => form.submit()}
      onCancel={onCancel}
      mask={{ closable: false }}
      afterOpenChange={(open) => {
        // Whoever was quicker than the dialog and types already is left where they are.
        if (!open || content.current?.contains(document.activeElement) === true) return
        content.current?.querySelector<HTMLElement>('input, textarea')?.focus()
      }}
    >
      <div ref={content}>
        <ErrorNote error={act.error} />
        <Form<Values>
          form={form}
          name={name}
          layout="vertical"
          initialValues={initialValues}
          onFinish={(values) => {
            if (ready) void act.run(values)
          }}
          validateTrigger="onSubmit"
          scrollToFirstError={{ focus: true, block: 'center' }}
        >
          {children}
          {/* Without a button inside it, a form with several fields does not hear Enter. */}
          <button type="submit" hidden tabIndex={-1}>{submit}</button>
        </Form>
      </div>
    </Modal>
  )
}
