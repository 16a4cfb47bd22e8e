// One sentence with its facts and findings marked. Places count characters, so the text is cut by characters, too.

const WORST = ['critical', 'major', 'minor'];

function worst(findings) {
  return WORST.find((level) => findings.some(([, severity]) => severity === level)) ?? null;
}

function ranges(number, facts, findings, side, translated) {
  const marked = [];
  facts.forEach(([kind, group, korean, english], place) => {
    for (const [start, end] of side === 'ko' ? [korean] : english) {
      const missing = translated && english.length === 0 ? ' alone' : '';
      marked.push({ start, end, classes: `fact ${group}${missing}`, fact: `${number}-${place}`, kind });
    }
  });
  for (const [, severity, message, source, target] of findings) {
    const span = side === 'ko' ? source : target;
    if (span) marked.push({ start: span[0], end: span[1], classes: `flag ${severity}`, message });
  }
  return marked;
}

function pieces(text, marked) {
  const characters = [...text];
  const cuts = [...new Set([0, characters.length, ...marked.flatMap((one) => [one.start, one.end])])]
    .filter((cut) => cut <= characters.length).sort((a, b) => a - b);
  return cuts.slice(1).map((end, place) => {
    const over = marked.filter((one) => one.start <= cuts[place] && end <= one.end);
    const part = characters.slice(cuts[place], end).join('');
    if (!over.length) return part;
    const fact = over.find((one) => one.fact);
    const title = over.map((one) => one.message ?? one.kind).join('; ');
    return make('mark', { class: over.map((one) => one.classes).join(' '), 'data-fact': fact?.fact, title }, part);
  });
}

function origin(translation) {
  const from = { model: 'the model', fallback: 'the fallback model', cache: 'the cache', human: 'a person' };
  return from[translation.origin] ?? translation.origin ?? 'the model';
}

function sentence(number, side, text, translation, facts) {
  const findings = translation?.findings ?? [];
  const unsure = findings.some(([kind]) => kind === 'low-confidence');
  const grave = worst(findings.filter(([kind]) => kind !== 'low-confidence'));
  const classes = ['s', unsure ? 'unsure' : '', side === 'en' && grave ? `has-${grave}` : '',
    translation && translation.origin && translation.origin !== 'model' ? 'other-origin' : ''];
  const known = text.trim() ? pieces(text, ranges(number, facts, findings, side, Boolean(translation))) : [make('em', {}, '(no translation)')];
  return make('span', {
    class: classes.filter(Boolean).join(' '), id: `${side}-${number}`, 'data-n': number, tabindex: '0',
    'aria-describedby': translation ? `${side === 'en' ? 'ko' : 'en'}-${number}` : null,
  }, make('span', { class: 'no', 'aria-hidden': 'true' }, String(number + 1)),
  unsure && side === 'en' ? make('span', { class: 'spoken' }, 'unsure: ') : null, make('span', { class: 'text' }, known));
}
