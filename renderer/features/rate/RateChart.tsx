// Rates over months as lines, from 0 to 100 per cent; a month without any leaves a gap. What it says stands in a table beside it.

/** `tenths`: tenths of a per cent, one for each month; null of nothing. */
type Line = { name: string; tenths: readonly (number | null)[] }

const SIZE = { width: 620, height: 230, left: 42, right: 12, top: 26, bottom: 24 }
const STYLES = [{ colour: 'var(--ant-color-primary)', dash: '' }, { colour: 'var(--ant-color-warning)', dash: '5 4' }] as const

type RateChartProps = { label: string; months: readonly string[]; lines: readonly Line[] }

export function RateChart({ label, months, lines }: RateChartProps) {
  const { width, height, left, right, top, bottom } = SIZE
  const x = (index: number): number => left + ((width - left - right) * (index + 0.5)) / Math.max(1, months.length)
  const y = (tenths: number): number => top + (height - top - bottom) * (1 - tenths / 1000)
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here from figures: an img would need it as a file
    <svg className="rate-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {[0, 250, 500, 750, 1000].map((tenths) => (
        <g key={tenths}>
          <line x1={left} x2={width - right} y1={y(tenths)} y2={y(tenths)} stroke="var(--ant-color-border-secondary)" />
          <text x={left - 6} y={y(tenths) + 4} textAnchor="end">{tenths / 10}%</text>
        </g>
      ))}
      {months.map((month, index) => <text key={month} x={x(index)} y={height - 7} textAnchor="middle">{month.slice(2)}</text>)}
      {lines.map(({ name, tenths }, index) => {
        const { colour, dash } = STYLES[index % STYLES.length] ?? STYLES[0]
        return (
          <g key={name} stroke={colour} fill={colour}>
            <line x1={left + index * 150} x2={left + index * 150 + 26} y1={11} y2={11} strokeWidth={2} strokeDasharray={dash} />
            <text x={left + index * 150 + 32} y={15} stroke="none">{name}</text>
            {runs(tenths).map((run) => (
              <polyline
                key={run[0]?.index} fill="none" strokeWidth={2} strokeDasharray={dash}
                points={run.map((point) => `${x(point.index)},${y(point.tenths)}`).join(' ')}
              />
            ))}
            {tenths.map((value, month) => value !== null && (
              <circle key={months[month]} cx={x(month)} cy={y(value)} r={3} stroke="none"><title>{`${months[month] ?? ''} ${name} ${value / 10}%`}</title></circle>
            ))}
          </g>
        )
      })}
    </svg>
  )
}

type Point = { index: number; tenths: number }

/** Months that follow on one another without a gap. */
function runs(tenths: readonly (number | null)[]): Point[][] {
  const found: Point[][] = []
  let open: Point[] = []
  for (const [index, value] of tenths.entries()) {
    if (value === null) open = []
    else {
      if (open.length === 0) found.push(open)
      open.push({ index, tenths: value })
    }
  }
  return found
}
