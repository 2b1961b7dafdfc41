// Entering a delivery or a service visit on one page, by keyboard and scanner (rules F1, F3, F8, H1, H2, H8, V3).
import { Alert, Button, Form, Popconfirm, Radio } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#shared/contract/index.ts'
import { recordEntryInput } from '#shared/contract/record.ts'
import { RECORD_KINDS, departmentFor, mayAnswerFor, mayEnter, type RecordKind } from '#shared/domain/record.ts'
import { normaliseVin } from '#shared/domain/vin.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useDraft } from '../../app/draft.ts'
import { useMe, useToday } from '../../app/session.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { applyFieldProblems } from '../../components/form.ts'
import { CallFailure, call } from '../../api.ts'
import { CarSection } from './CarSection.tsx'
import { CustomerSection } from './CustomerSection.tsx'
import { DeliveryFields } from './DeliveryFields.tsx'
import { Entered } from './Entered.tsx'
import { VisitFields } from './VisitFields.tsx'
import {
  BLANK_CUSTOMER, asksCustomer, blankEntry, entryValues, isBlank, toEntryInput, withFiled, type EntryValues,
} from './entryValues.ts'
import { isWholeVin, useFiledCar } from './filedCar.ts'
import { fieldElement, focusFirst } from './focusFirst.ts'
import { saysPlateTaken } from './VehicleDetailsFields.tsx'
import '../screens.css'
import './record.css'

const FORM = 'entry'

export function DeliveryEntry() {
  return <RecordEntry asked="delivery" />
}

export function VisitEntry() {
  return <RecordEntry asked="maintenance" />
}

function RecordEntry({ asked }: { asked: RecordKind }) {
  const { t } = useTranslation()
  const { roles } = useMe()
  const [entered, setEntered] = useState<Output<'record.enter'> | null>(null)
  const allowed = RECORD_KINDS.filter((kind) => mayEnter(roles, kind))
  const first = allowed.includes(asked) ? asked : allowed[0]
  return (
    <Page title={t('record.enter.title')}>
      {first === undefined && <EmptyState title={t('record.enter.notAllowed')} />}
      {first !== undefined && entered === null && <EntryForm first={first} allowed={allowed} onEntered={setEntered} />}
      {entered !== null && <Entered result={entered} onAnother={() => setEntered(null)} />}
    </Page>
  )
}

type Invalid = { errorFields: { name: (string | number)[] }[] }

type EntryFormProps = { first: RecordKind; allowed: readonly RecordKind[]; onEntered: (result: Output<'record.enter'>) => void }

function EntryForm({ first, allowed, onEntered }: EntryFormProps) {
  const { t } = useTranslation()
  const me = useMe()
  const today = useToday()
  const [form] = Form.useForm<EntryValues>()
  const colleagues = useAnswer('staff.colleagues', {})
  const { lookup, find, forget } = useFiledCar()
  const [restored, setRestored] = useState(false)
  const [wrong, setWrong] = useState(0)
  const [plateTaken, setPlateTaken] = useState(false)
  const answering = (kind: RecordKind) => (mayAnswerFor(me.roles, kind) ? me.id : undefined)
  const blank = blankEntry(first, today, answering(first))
  const kind = Form.useWatch('kind', form) ?? first
  const watched = Form.useWatch([], { form, preserve: true })
  const filed = lookup.state === 'onFile' ? lookup.car : null
  const twice = kind === 'delivery' && filed?.hasDelivery === true

  const now = (): EntryValues => entryValues.parse(form.getFieldsValue(true))
  const values = watched === undefined ? blank : now()
  const draft = useDraft('record', isBlank(values) ? null : values, (kept) => {
    const believed = entryValues.safeParse(kept)
    if (!believed.success || !allowed.includes(believed.data.kind)) return
    form.setFieldsValue(believed.data)
    setRestored(true)
    void find(believed.data.vehicle.vin)
  })

  /** What was found wrong is looked at again as soon as anything changes. */
  const recheck = (): void => {
    const names = form.getFieldsError().filter(({ errors }) => errors.length > 0).map((field) => field.name)
    if (names.length > 0) void form.validateFields(names).then(() => setWrong(0), (failure: Invalid) => setWrong(failure.errorFields.length))
  }

  const fill = async (text: string): Promise<void> => {
    const car = await find(text)
    if (car !== null) form.setFieldsValue(withFiled(now(), car))
    recheck()
  }

  const vinTyped = (text: string): void => {
    // Of a car that may not be seen nothing was filled in, and all that was typed stays.
    if (filed !== null && filed.vehicle === null) forget()
    if (filed !== null && filed.vehicle !== null && normaliseVin(text) !== filed.vehicle.vin) {
      // Nothing of the car that was found may stay with another one.
      forget()
      form.setFieldsValue({ ...now(), vehicle: { ...blank.vehicle, vin: text }, noPlate: false, customer: BLANK_CUSTOMER, newOwner: false })
    }
    if (isWholeVin(text)) void fill(text)
  }

  const plateTyped = (text: string): void => {
    if (now().vehicle.vin.trim() === '' && text.trim() !== '') void fill(text)
  }

  const kindChosen = (next: RecordKind): void => {
    if (departmentFor(next) !== departmentFor(kind)) form.setFieldValue('responsibleId', answering(next))
  }

  const startAfresh = (): void => {
    forget()
    form.resetFields()
    setRestored(false)
    setWrong(0)
    setPlateTaken(false)
    form.focusField(['vehicle', 'vin'])
  }

  const showWrong = (names: (string | number)[][]): void => {
    setWrong(names.length)
    focusFirst(FORM, names)
  }

  const enter = useAct(async () => {
    const valid = await form.validateFields().then(() => true, (failure: Invalid) => {
      showWrong(failure.errorFields.map((field) => field.name))
      return false
    })
    if (!valid || twice) return
    const input = recordEntryInput.safeParse(toEntryInput(now(), filed))
    if (!input.success) {
      const fields = input.error.issues.map((issue) => ({ path: issue.path.filter((part) => typeof part !== 'symbol'), problem: issue.message }))
      throw new CallFailure({ code: 'invalidInput', message: '', details: { fields } })
    }
    const result = await call('record.enter', input.data)
    await draft.drop()
    onEntered(result)
  }, (error) => {
    if (saysPlateTaken(error)) setPlateTaken(true)
    const names = (error.details.fields ?? []).map(({ path }) => path)
    const placed = applyFieldProblems(form, error) && names.every((name) => fieldElement(FORM, name) !== null)
    if (placed) showWrong(names)
    return placed
  })

  // Heard wherever the focus is and before the field that has it, in which Enter may mean something else.
  const byKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    void enter.run()
  })
  useEffect(() => {
    window.addEventListener('keydown', byKey, true)
    return () => window.removeEventListener('keydown', byKey, true)
  }, [])

  return (
    <Form<EntryValues>
      name={FORM}
      form={form}
      layout="vertical"
      initialValues={blank}
      validateTrigger="onBlur"
      requiredMark
      className="entry"
      onValuesChange={recheck}
      autoComplete="off"
    >
      {restored && (
        <Alert type="info" showIcon title={t('record.enter.restored')} className="note" closable={{ onClose: () => setRestored(false) }} />
      )}
      <Form.Item name="kind" className="entry-kind">
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          aria-label={t('record.enter.kind')}
          options={allowed.map((each) => ({ value: each, label: t(`common.kind.${each}`) }))}
          onChange={({ target }: { target: { value?: RecordKind } }) => kindChosen(target.value ?? first)}
        />
      </Form.Item>
      {twice && <Alert type="error" showIcon title={t('record.enter.hasDelivery')} className="note" role="alert" />}
      <div className="entry-columns">
        <CarSection kind={kind} lookup={lookup} plateTaken={plateTaken} onVin={vinTyped} onPlate={plateTyped} />
        <CustomerSection
          filed={filed}
          onNewOwner={(chosen) => {
            form.setFieldValue('customer', chosen || filed === null ? BLANK_CUSTOMER : withFiled(now(), filed).customer)
          }}
        />
        <VisitFields ownerShown={asksCustomer(filed)} onTaken={recheck} />
        <DeliveryFields kind={kind} colleagues={colleagues.value ?? []} />
      </div>
      <ErrorNote error={enter.error ?? colleagues.error} />
      <footer className="entry-foot">
        <Button type="primary" loading={enter.running} disabled={twice} onClick={() => void enter.run()}>
          {t('record.enter.submit')}
        </Button>
        <Popconfirm title={t('record.enter.clearConfirm')} onConfirm={startAfresh}>
          <Button disabled={isBlank(values)}>{t('record.enter.clear')}</Button>
        </Popconfirm>
        <output className="entry-wrong">{wrong > 0 && t('record.enter.wrongFields', { count: wrong })}</output>
      </footer>
    </Form>
  )
}
