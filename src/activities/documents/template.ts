/**
 * The one template of all documents. What it sets comes as JSON in `sys.inputs.sheet` (see `Sheet`) and is
 * never read as markup. Two forms: a letter of the bureau (公文格式 GB/T 9704 as far as remembered: A4, margins
 * 37/35/28/26 mm, title in 2号, body in 3号 on 28.95 pt, page number between dashes, odd right and even left)
 * and a form or record as a table whose head is repeated on every page. 仿宋 and 小标宋 have no free font that
 * covers people's names; everything is set in one Song face.
 */
export const TEMPLATE = `
#let sheet = json(bytes(sys.inputs.sheet))
#let letter = sheet.style == "letter"
#let size = if letter { 16pt } else { 12pt }
#let pitch = if letter { 28.95pt } else { 20pt }
#let faint = luma(90)

#set document(
  title: sheet.title,
  author: sheet.bureau,
  keywords: sheet.keywords,
  date: datetime(
    year: sheet.date.year, month: sheet.date.month, day: sheet.date.day,
    hour: sheet.date.hour, minute: sheet.date.minute, second: sheet.date.second,
  ),
)
#set text(
  font: sheet.families, fallback: false, lang: "zh", region: "cn", size: size,
  top-edge: 0.88em, bottom-edge: -0.12em,
)
#set par(justify: true, leading: pitch - size, spacing: pitch - size)
#let small(body) = text(size: 9pt, fill: faint, body)
#let line-of(width) = box(width: width, height: 1em, stroke: (bottom: 0.5pt))
#let blank-date = [#h(2em)年#h(1.5em)月#h(1.5em)日]
#let mark = box(stroke: 0.8pt, inset: (x: 5pt, y: 3pt), text(size: 12pt, weight: "bold", sheet.markWord))

#let page-signatures = if sheet.signedOnEachPage.len() > 0 {
  set text(size: 9pt)
  set par(justify: false)
  [逐页签名#h(1em)#sheet.signedOnEachPage.map(who => box[#who：#line-of(1.9cm)]).join(h(0.8em))]
}
#let page-number = context {
  let number = counter(page).get().first()
  let words = text(size: 14pt)[— #number —]
  if not letter { align(center, text(size: 10.5pt)[第 #number 页 共 #counter(page).final().first() 页]) }
  else if calc.odd(number) { align(right, [#words#h(1em)]) }
  else { align(left, [#h(1em)#words]) }
}
#set page(
  paper: "a4",
  margin: if letter { (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm) }
    else { (top: 28mm, bottom: 30mm, left: 25mm, right: 22mm) },
  header-ascent: if letter { 12mm } else { 8mm },
  header: if sheet.unconfirmed.len() > 0 { align(right, mark) },
  footer-descent: if letter { 7mm } else { 5mm },
  footer: {
    set par(leading: 5pt, spacing: 5pt)
    page-signatures
    page-number
    small(sheet.reference)
  },
)

#let paragraphs(texts, indent: 2em) = for one in texts {
  par(first-line-indent: (amount: indent, all: true), one)
}
#let itemised(items) = if items.len() == 0 [] else {
  enum(indent: 0pt, body-indent: 0.4em, spacing: pitch - size, ..items.map(one => enum.item(one)))
}
#let items-table(items) = {
  set text(size: 12pt)
  set par(leading: 7pt, spacing: 7pt, justify: false)
  table(
    columns: (1.4cm, 1fr), stroke: 0.5pt, inset: 7pt, align: (center + horizon, left + horizon),
    table.header(strong[序号], strong[内容]),
    ..items.enumerate(start: 1).map(((at, one)) => ([#at], [#one])).flatten(),
  )
}

#let signed-lines(entry) = entry.signed.map(one => stack(spacing: 5pt, one.name, small(one.note)))
#let blank-lines(entry) = range(entry.blanks).map(_ => [#line-of(3cm)#h(0.8em)#blank-date])
#let signature-block(entries) = for entry in entries {
  block(width: 100%, breakable: false, above: pitch - size + 4pt, below: 4pt, grid(
    columns: (auto, 1fr), row-gutter: 9pt, column-gutter: 0.4em,
    [#entry.label（签名）：], stack(spacing: 10pt, ..signed-lines(entry), ..blank-lines(entry)),
    ..if entry.refusable { ([], small[拒绝签名或者盖章的，由执法人员注明原因。]) },
  ))
}

#let seal-place = block(width: 100%, breakable: false, above: 2 * pitch, {
  let edge = (paint: luma(150), dash: "dashed", thickness: 0.5pt)
  place(right + horizon, dx: -12mm, circle(radius: 21mm, stroke: edge))
  align(right, block(width: 100mm, height: 42mm, {
    set align(center + horizon)
    set par(justify: false)
    [#sheet.bureau #linebreak() #sheet.day]
  }))
  place(bottom + right, dx: -22mm, dy: 3.2mm, small[（加盖印章处）])
})

#let unconfirmed-box = if sheet.unconfirmed.len() > 0 {
  block(breakable: false, stroke: 0.5pt, inset: 7pt, width: 100%, below: 12pt, {
    set text(size: 10.5pt)
    set par(leading: 6pt, spacing: 6pt, justify: false)
    block(below: 6pt, strong[#sheet.markWord 下列内容尚未核定，制作、送达前须由法制机构确认：])
    enum(indent: 0pt, body-indent: 0.4em, spacing: 6pt, ..sheet.unconfirmed.map(one => enum.item(one)))
  })
}
#let closing = if sheet.notes.len() > 0 {
  set text(size: 10.5pt)
  set par(leading: 6pt, spacing: 6pt)
  block(breakable: false, above: 14pt, for one in sheet.notes { par(one) })
}

#let title-lines(..lines) = {
  set par(justify: false, first-line-indent: 0pt)
  set align(center)
  for one in lines.pos() { one }
}

#let letter-section(section, last) = {
  let head = text(weight: "bold", section.heading)
  let stuck(body) = block(sticky: true, above: pitch - size, below: pitch - size, body)
  if section.items.len() > 0 {
    let title = par(first-line-indent: (amount: 2em, all: true), head)
    if not section.long {
      block(sticky: last, breakable: false, above: pitch - size, below: pitch - size, {
        title
        items-table(section.items)
      })
    } else {
      stuck(title)
      items-table(section.items)
    }
  } else if section.inline {
    let words = section.paragraphs.join(linebreak())
    let whole = par(first-line-indent: (amount: 2em, all: true), [#head：#words])
    if last and section.stays { stuck(whole) } else { whole }
  } else {
    stuck(par(first-line-indent: (amount: 2em, all: true), head))
    if last and section.stays and section.paragraphs.len() > 0 {
      paragraphs(section.paragraphs.slice(0, -1))
      stuck(paragraphs(section.paragraphs.slice(-1)))
    } else { paragraphs(section.paragraphs) }
  }
}

#let as-letter = {
  title-lines(
    block(below: 8mm, text(size: 22pt, weight: "bold", fill: rgb("#c8102e"), sheet.bureau)),
    block(below: 6mm, heading(level: 1, outlined: false, text(size: 22pt, weight: "bold", sheet.title))),
    if sheet.number != none { block(below: 3mm, text(size: 14pt, sheet.number)) },
  )
  line(length: 100%, stroke: 1.2pt + rgb("#c8102e"))
  v(4mm)
  unconfirmed-box
  if sheet.addressee != none { par(first-line-indent: 0pt, [#sheet.addressee：]) }
  let count = sheet.sections.len()
  for (at, section) in sheet.sections.enumerate(start: 1) { letter-section(section, at == count) }
  block(breakable: false, width: 100%, {
    seal-place
    signature-block(sheet.signatures)
  })
}

#let signature-of(section) = if section.signature != none {
  let entry = section.signature
  let title = [#entry.label（签名）：]
  block(breakable: false, width: 100%, above: 10pt, {
    set align(right)
    set text(size: 10.5pt)
    stack(
      spacing: 7pt,
      ..entry.signed.map(one => stack(spacing: 5pt, [#title#one.name], small(one.note))),
      ..blank-lines(entry).map(one => [#title#one]),
    )
  })
}
#let cell-of(section) = {
  set par(justify: false)
  let indent = if section.inline { 0pt } else { 2em }
  let texts = section.paragraphs
  if section.items.len() > 0 { itemised(section.items) }
  else if section.signature == none or not section.stays { paragraphs(texts, indent: indent) }
  else if texts.len() == 0 { v(2.2em) }
  else {
    paragraphs(texts.slice(0, -1), indent: indent)
    block(sticky: true, above: pitch - size, below: pitch - size, paragraphs(texts.slice(-1), indent: indent))
  }
  signature-of(section)
}
#let label-of(section) = {
  set par(justify: false, leading: 6pt)
  set text(weight: "bold", size: 11pt)
  section.label
}

#let signing-cell(entry) = {
  set text(size: 10.5pt)
  set par(justify: false)
  stack(
    spacing: 12pt,
    ..signed-lines(entry),
    ..blank-lines(entry),
    ..if entry.refusable { (small[拒绝签名或者盖章的，由执法人员注明原因。],) },
  )
}
#let row-align(section) = left + if section.long { top } else { horizon }
#let as-form = {
  title-lines(
    block(below: 5mm, text(size: 14pt, sheet.bureau)),
    block(below: 6mm, heading(level: 1, outlined: false, text(size: 20pt, weight: "bold", sheet.title))),
  )
  grid(
    columns: (1fr, 1fr), align: (left, right),
    text(size: 10.5pt, [案号：#sheet.caseNumber]),
    text(size: 10.5pt, if sheet.number != none { sheet.number } else { sheet.day }),
  )
  v(2mm)
  unconfirmed-box
  table(
    columns: (33mm, 1fr), stroke: 0.5pt, inset: 8pt,
    table.header(
      table.cell(align: center, text(size: 10.5pt, strong[栏目])),
      table.cell(align: center, text(size: 10.5pt, strong[内容])),
    ),
    ..sheet.sections.map(section => (
      table.cell(align: row-align(section), breakable: section.long, label-of(section)),
      table.cell(align: row-align(section), breakable: section.long, cell-of(section)),
    )).flatten(),
    ..sheet.signatures.map(entry => (
      table.cell(align: left + horizon, label-of((label: entry.label + "签名"))),
      table.cell(align: left + horizon, breakable: false, signing-cell(entry)),
    )).flatten(),
  )
}

// What has no place to break of its own (a hash, an address of the web) breaks anywhere.
#{
  show regex("[!-~]{28,}"): it => it.text.codepoints().join(sym.zws)
  if letter { as-letter } else { as-form }
}
#closing
`;
