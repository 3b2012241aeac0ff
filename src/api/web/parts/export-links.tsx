const formats = [
  { format: 'xlsx', label: '导出 Excel' },
  { format: 'csv', label: '导出 CSV' },
] as const;

/** A list as a file, with the filters it is shown with. */
export function ExportLinks({ path, filters }: { path: string; filters: Record<string, string> }) {
  return (
    <p className="export-links">
      {formats.map(({ format, label }) => (
        <a key={format} href={`${path}?${new URLSearchParams({ ...filters, format }).toString()}`} download>
          {label}
        </a>
      ))}
    </p>
  );
}
