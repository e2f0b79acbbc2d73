// Articles that try to be markup and script wherever a field goes: a JSONL for `onrecord build`.

export const PAYLOADS = [
  `<script>window.pwned = 1</script>`,
  `"><img src=x onerror="window.pwned = 1">`,
  `' onmouseover='window.pwned = 1`,
  `</title></textarea></style><svg onload=window.pwned=1>`,
  `javascript:window.pwned=1`,
  `\u202e<b>\u0000&lt;i&gt;{{7*7}}`,
];

const rows = PAYLOADS.flatMap((payload, n) => [0, 1].map((twin) => ({
  id: `${n}-${twin}`,
  title: `Ferry ${payload}`,
  byline: `By ${payload}`,
  outlet: `Quay ${twin} ${payload}`,
  url: n % 2 ? `javascript:window.pwned=${n}` : `https://quay.example/${n}/${twin}?q=${payload}`,
  published: `2031-03-1${n}`,
  language: `en${payload}`,
  text: [
    `“The ferry will stop ${payload} on Friday,” Captain Ilka Bramm ${payload} told Mayor Odo Finch.`,
    `“We have no crew ${payload} left,” said Bramm ${payload}, and on Monday she said that the pay was late.`,
    `${payload} said the mayor of ${payload} had promised “a new ${payload} boat”.`,
    `Comments (3) | Share this: ${payload}`,
  ].join("\n\n"),
})));

if (process.argv[1]?.endsWith("hostile.mjs")) {
  for (const row of rows) console.log(JSON.stringify(row));
}
