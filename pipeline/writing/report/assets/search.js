// Which articles a filter leaves, in which order.

const texts = [];

function folded(text) {
  return text.normalize('NFC').toLowerCase();
}

// Everything an article says in both languages. Made at the first search, all at once: later ones only look.
function prepareTexts() {
  for (let place = 0; place * index.chunk < articles.length; place += 1) {
    chunk(place).forEach((one, row) => {
      const entry = articles[place * index.chunk + row];
      const english = one.english.map((sentence) => sentence?.text ?? '');
      const korean = one.blocks.map((block) => block.text);
      const brief = one.summary.map(([text]) => text);
      texts.push(folded([entry.id, entry.office ?? '', ...english, ...korean, ...brief].join('\n')));
    });
  }
}

function hasWords(number, words) {
  return words.every((word) => texts[number].includes(word));
}

const ORDERS = {
  '': (a, b) => (b.day ?? '').localeCompare(a.day ?? ''),
  oldest: (a, b) => (a.day ?? '9999').localeCompare(b.day ?? '9999'),
  headline: (a, b) => (a.english || a.korean || a.id).localeCompare(b.english || b.korean || b.id, 'en'),
  office: (a, b) => (a.office ?? '\uffff').localeCompare(b.office ?? '\uffff', 'en'),
  findings: (a, b) => total(b.findings) - total(a.findings),
};

function total(findings) {
  return Object.values(findings).reduce((sum, count) => sum + count, 0);
}

function hasFinding(entry, kind) {
  return kind === 'any' ? total(entry.findings) > 0 : kind === 'none' ? total(entry.findings) === 0 : kind in entry.findings;
}

// Of near-identical articles the first that fits: the one to show may be what a filter leaves out.
function withoutCopies(fitting) {
  const numbers = new Set(fitting.map((one) => one.number));
  return fitting.filter((one) => {
    const group = alike.get(one.number);
    return !group || group.find((other) => numbers.has(other)) === one.number;
  });
}

function search(filters) {
  const wanted = (name) => filters.get(name) ?? '';
  const words = folded(wanted('q')).split(/\s+/).filter(Boolean);
  if (words.length && !texts.length) prepareTexts();
  const left = articles.filter((one) =>
    (!wanted('theme') || one.themes.includes(wanted('theme'))) &&
    (!wanted('office') || one.office === wanted('office')) &&
    (!wanted('region') || one.region === wanted('region')) &&
    (!wanted('finding') || hasFinding(one, wanted('finding'))) &&
    (!wanted('from') || (one.day !== null && one.day >= wanted('from'))) &&
    (!wanted('to') || (one.day !== null && one.day <= wanted('to'))) &&
    hasWords(one.number, words));
  return left.sort(ORDERS[wanted('sort')] ?? ORDERS['']);
}
