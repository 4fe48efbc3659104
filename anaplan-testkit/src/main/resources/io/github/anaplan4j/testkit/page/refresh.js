// Brings what changes by itself up to date, once a second. Only what differs is touched, so that nobody's click,
// selection or focus gets lost.
const pause = document.getElementById('pause');
const connection = document.getElementById('connection');
let isPaused = false;

pause.hidden = false;
pause.addEventListener('click', () => {
  isPaused = !isPaused;
  pause.setAttribute('aria-pressed', String(isPaused));
});

function adapt(shown, fresh) {
  if (shown.isEqualNode(fresh)) {
    return;
  }
  if (shown.nodeType === Node.TEXT_NODE && fresh.nodeType === Node.TEXT_NODE) {
    shown.nodeValue = fresh.nodeValue;
    return;
  }
  if (shown.nodeName !== fresh.nodeName || shown.childNodes.length !== fresh.childNodes.length) {
    shown.replaceWith(fresh.cloneNode(true));
    return;
  }
  for (const attribute of fresh.attributes ?? []) {
    shown.setAttribute(attribute.name, attribute.value);
  }
  shown.childNodes.forEach((child, i) => adapt(child, fresh.childNodes[i]));
}

async function refresh() {
  if (!isPaused && !document.hidden) {
    try {
      const answer = await fetch('/', { cache: 'no-store' });
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      document.querySelectorAll('[data-live]').forEach((shown) => adapt(shown, fresh.getElementById(shown.id)));
      connection.textContent = '';
    } catch {
      connection.textContent = 'The fake does not answer. This is how it stood before.';
    }
  }
  setTimeout(refresh, 1000);
}

setTimeout(refresh, 1000);
