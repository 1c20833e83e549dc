// What is wrong with the page that is shown, in words; [] if nothing is. Run inside the page.
() => {
  const flaws = [];
  const flaw = (text, element) =>
    flaws.push(element ? text + ': ' + element.outerHTML.slice(0, 120) : text);
  const isShown = element => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== 'hidden';
  };
  const all = selector => [...document.querySelectorAll(selector)];

  if (all('h1').length !== 1) flaw('not one h1 but ' + all('h1').length);
  if (!document.documentElement.lang) flaw('no lang');
  if (!document.title.trim()) flaw('no title');
  if (all('main').length !== 1) flaw('not one main');
  for (const field of all('input:not([type=hidden]):not([hidden]), select, textarea')) {
    const named = [...field.labels].some(label => label.textContent.trim())
      || field.getAttribute('aria-label') || field.getAttribute('aria-labelledby');
    if (!named) flaw('a field without label', field);
  }
  for (const control of all('button, a[href]')) {
    if (!(control.textContent.trim() || control.getAttribute('aria-label'))) {
      flaw('a control without words', control);
    }
  }
  for (const image of all('img')) {
    if (!image.hasAttribute('alt')) flaw('an image without alt', image);
    if (!image.complete || image.naturalWidth === 0) flaw('an image that did not load', image);
  }
  const ids = all('[id]').map(element => element.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => flaw('id twice: ' + id));
  for (const attribute of ['aria-labelledby', 'aria-describedby']) {
    for (const element of all('[' + attribute + ']')) {
      if (!document.getElementById(element.getAttribute(attribute))) {
        flaw(attribute + ' leads nowhere', element);
      }
    }
  }

  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
    const wide = all('body *')
      .filter(element => element.getBoundingClientRect().right > innerWidth + 1).pop();
    flaw('scrolls sideways at ' + innerWidth + ' px', wide);
  }

  // Contrast of text against what lies behind it, as WCAG 2 counts it.
  const channels = color => (color.match(/[\d.]+/g) || []).map(Number);
  const luminance = color => {
    const [r, g, b] = channels(color).slice(0, 3)
      .map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const isClear = color => channels(color).length === 4 && channels(color)[3] === 0;
  const canvas = matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(18,18,18)' : 'rgb(255,255,255)';
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!isClear(color)) return color;
    }
    return canvas;
  };
  for (const element of all('body *')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || !isShown(element)) continue;
    const style = getComputedStyle(element);
    const [one, two] = [luminance(style.color), luminance(behind(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const large = parseFloat(style.fontSize) >= 24
      || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) flaw('contrast ' + ratio.toFixed(2), element);
    if (parseFloat(style.fontSize) < 12) flaw('letters of ' + style.fontSize, element);
  }
  return flaws;
}
