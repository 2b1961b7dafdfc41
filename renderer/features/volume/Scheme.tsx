// The filing scheme (案卷类目), and how volumes are numbered and cut; the customer director changes it (rules C2, C4, C5).
import { App, Button, Form, Input, InputNumber, Modal, Switch, Table, Tag, type TableColumnsType } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { volumeContract, type SchemeClassView } from '#shared/contract/volume.ts'
import { formatArchiveNumber, patternProblem } from '#shared/domain/archive-number.ts'
import { VOLUME_LIMITS } from '#shared/domain/volume.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { printPaths } from '../../print/paths.ts'
import { ClassDialog } from './ClassDialog.tsx'
import { termText } from './words.ts'

type SchemeView = Output<'volume.scheme'>

export function Scheme() {
  const answer = useAnswer('volume.scheme', {})
  return <Answered answer={answer} keeps>{(scheme) => <Open scheme={scheme} onChanged={answer.reload} />}</Answered>
}

function Open({ scheme, onChanged }: { scheme: SchemeView; onChanged: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const mayChange = usePermits('volume.scheme')
  const [editing, setEditing] = useState<SchemeClassView | 'new' | null>(null)
  const [closing, setClosing] = useState<SchemeClassView | null>(null)
  const close = useAct(async () => {
    if (closing === null) return
    await call('volume.closeClass', { id: closing.id })
    void message.success(t('volume.scheme.saved'))
    setClosing(null)
    onChanged()
  })
  const columns: TableColumnsType<SchemeClassView> = [
    { key: 'number', width: 70, title: t('volume.print.schemeColumn.number'), dataIndex: 'number' },
    { key: 'code', width: 100, title: t('volume.print.schemeColumn.code'), render: (_, { code }) => <span className="code">{code}</span> },
    { key: 'name', title: t('volume.print.schemeColumn.name'), dataIndex: 'name' },
    { key: 'source', width: 170, title: t('volume.print.schemeColumn.source'), render: (_, { source }) => t(`volume.source.${source}`) },
    { key: 'term', width: 100, title: t('volume.print.schemeColumn.term'), render: (_, { term }) => termText(t, term) },
    {
      key: 'binds', width: 110, title: t('volume.print.schemeColumn.binds'),
      render: (_, { binds, closed }) => (closed ? <Tag>{t('volume.scheme.closed')}</Tag> : t(binds ? 'volume.print.binds' : 'volume.print.bindsNot')),
    },
    ...(mayChange ? [{
      key: 'acts', width: 150, title: t('volume.column.acts'),
      render: (_: unknown, each: SchemeClassView) => !each.closed && (
        <span className="volume-acts">
          <Button size="small" aria-label={t('volume.scheme.editOf', { name: each.name })} onClick={() => setEditing(each)}>{t('volume.scheme.edit')}</Button>
          <Button size="small" aria-label={t('volume.scheme.closeOf', { name: each.name })} onClick={() => setClosing(each)}>{t('volume.scheme.close')}</Button>
        </span>
      ),
    }] : []),
  ]
  return (
    <>
      <div className="volume-bar">
        <p className="faint volume-intro">{t('volume.scheme.hint')} {!mayChange && t('volume.scheme.onlyDirector')}</p>
        <span className="volume-acts">
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.scheme)}>{t('volume.print.act')}</Button>
          {mayChange && <Button type="primary" onClick={() => setEditing('new')}>{t('volume.scheme.add')}</Button>}
        </span>
      </div>
      <Table<SchemeClassView> size="small" rowKey="id" aria-label={t('volume.tab.scheme')} columns={columns} dataSource={scheme.classes} pagination={false} />
      <Numbering scheme={scheme} mayChange={mayChange} onChanged={onChanged} />
      {editing !== null && (
        <ClassDialog
          of={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null)
            onChanged()
          }}
        />
      )}
      {closing !== null && (
        <Modal
          open title={t('volume.scheme.closeTitle', { name: closing.name })} okText={t('volume.scheme.close')} cancelText={t('common.cancel')}
          okButtonProps={{ danger: true }} confirmLoading={close.running} onOk={() => void close.run()} onCancel={() => setClosing(null)}
        >
          <ErrorNote error={close.error} />
          <p>{t('volume.scheme.closeText')}</p>
        </Modal>
      )}
    </>
  )
}

type Values = Pick<SchemeView, 'pattern' | 'pageLimit' | 'draftFirst'>

const fields = volumeContract['volume.setScheme'].input.shape

function Numbering({ scheme, mayChange, onChanged }: { scheme: SchemeView; mayChange: boolean; onChanged: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const year = useToday().slice(0, 4)
  const pattern = (Form.useWatch('pattern', form) ?? scheme.pattern).trim()
  const [example] = scheme.classes
  const save = useAct(async (values: Values) => {
    await call('volume.setScheme', values)
    void message.success(t('volume.scheme.saved'))
    onChanged()
  }, (error) => applyFieldProblems(form, error))
  const number = example === undefined || patternProblem(pattern) !== null ? null
    : formatArchiveNumber(pattern, { store: scheme.storeCode, class: example.code, year: String(Number(year) - 1), term: example.term, number: 1 })
  return (
    <Form<Values>
      form={form} name="volume-numbering" layout="vertical" className="panel volume-numbering" disabled={!mayChange}
      initialValues={{ pattern: scheme.pattern, pageLimit: scheme.pageLimit, draftFirst: scheme.draftFirst }} onFinish={(values) => void save.run(values)}
    >
      <h2 className="panel-title">{t('volume.scheme.numbering')}</h2>
      <ErrorNote error={save.error} />
      <div className="volume-numbering-fields">
        <Form.Item
          name="pattern" label={t('volume.scheme.pattern')} rules={[schemaRule(fields.pattern)]}
          extra={<>{t('volume.scheme.patternHint')}{number !== null && <div>{t('volume.scheme.example', { number })}</div>}</>}
        >
          <Input className="code" spellCheck={false} autoComplete="off" maxLength={200} />
        </Form.Item>
        <Form.Item name="pageLimit" label={t('volume.scheme.pageLimit')} rules={[schemaRule(fields.pageLimit)]}>
          <InputNumber min={VOLUME_LIMITS.pageLimit.least} max={VOLUME_LIMITS.pageLimit.most} precision={0} />
        </Form.Item>
        <Form.Item name="draftFirst" label={t('volume.scheme.draftFirst')} extra={t('volume.scheme.draftFirstHint')} valuePropName="checked"><Switch /></Form.Item>
      </div>
      {mayChange && <Button type="primary" htmlType="submit" loading={save.running}>{t('common.save')}</Button>}
    </Form>
  )
}
