// Which list it is, what it should look like, and the file: dropped or chosen.
import { InboxOutlined } from '@ant-design/icons'
import { Segmented, Upload } from 'antd'
import { useTranslation } from 'react-i18next'
import { IMPORT_LISTS, type ImportList } from '#shared/domain/import.ts'
import deliveries from '../../../resources/samples/deliveries.xlsx?url&no-inline'
import dossierRegister from '../../../resources/samples/dossier-register.xlsx?url&no-inline'
import repairOrders from '../../../resources/samples/repair-orders.xlsx?url&no-inline'

const SAMPLES: Record<ImportList, { url: string; name: string }> = {
  dossierRegister: { url: dossierRegister, name: '档案登记表-样表.xlsx' },
  deliveries: { url: deliveries, name: '交车清单-样表.xlsx' },
  repairOrders: { url: repairOrders, name: '维修结算清单-样表.xlsx' },
}

type ChooseFileProps = { list: ImportList; disabled: boolean; onList: (list: ImportList) => void; onFile: (file: File) => void }

export function ChooseFile({ list, disabled, onList, onFile }: ChooseFileProps) {
  const { t } = useTranslation()
  return (
    <section className="panel import-choose">
      <Segmented<ImportList>
        aria-label={t('imports.chooseList')}
        value={list}
        disabled={disabled}
        onChange={onList}
        options={IMPORT_LISTS.map((each) => ({ value: each, label: t(`imports.list.${each}`) }))}
      />
      <p className="faint">{t(`imports.listAbout.${list}`)} <a href={SAMPLES[list].url} download={SAMPLES[list].name}>{t('imports.sample')}</a></p>
      <Upload.Dragger
        accept=".xlsx,.csv,.txt"
        disabled={disabled}
        showUploadList={false}
        beforeUpload={(file) => {
          onFile(file)
          return false
        }}
      >
        <p className="import-drop"><InboxOutlined aria-hidden /> {t('imports.drop')}</p>
        <p className="faint">{t('imports.dropHint')}</p>
      </Upload.Dragger>
    </section>
  )
}
