'use strict';

// Times in the reader's zone, countdowns by the server's clock, and pages that stay true without reloading.
(() => {
  const EVERY = 2000;
  const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const farDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

  let ahead = distanceTo(document);

  // The product's clock may differ from this machine's, and the sample can move it.
  function distanceTo(page) {
    return Date.parse(page.body.dataset.now) - Date.now();
  }

  const now = () => Date.now() + ahead;
  window.liftlockNow = now;

  function words(millis) {
    const seconds = Math.round(Math.abs(millis) / 1000);
    const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
    const start = parts.findIndex(([size]) => seconds >= size);
    if (start < 0) return '0 s';
    let left = seconds;
    return parts.slice(start, start + 2).map(([size, unit]) => {
      const count = Math.floor(left / size);
      left -= count * size;
      return count ? `${count} ${unit}` : '';
    }).filter(Boolean).join(' ');
  }

  function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  // As short as it stays clear: today the time alone, in another year with the year.
  function moment(of) {
    const today = new Date(now());
    if (today.toDateString() === of.toDateString()) return time.format(of);
    return (today.getFullYear() === of.getFullYear() ? day : farDay).format(of);
  }

  function showTimes() {
    document.querySelectorAll('time[data-at]').forEach(element => {
      const at = new Date(element.dateTime);
      put(element, moment(at));
      element.title = exact.format(at);
    });
    document.querySelectorAll('time[data-until]').forEach(element => {
      const moment = new Date(element.dateTime);
      const left = moment - now();
      put(element, left >= 0 ? `in ${words(left)}` : `${words(left)} ago`);
      element.classList.toggle('soon', left >= 0 && left < 600000);
      element.classList.toggle('late', left < 0);
      element.title = exact.format(moment);
    });
    document.querySelectorAll('time[data-since]').forEach(element => {
      put(element, words(now() - new Date(element.dateTime)));
    });
    const clock = document.getElementById('clock');
    if (clock) put(clock, exact.format(new Date(now())));
  }

  // Replaces the parts that changed. What has the focus keeps it, and what was read stays where it was.
  function take(page) {
    ahead = distanceTo(page);
    page.querySelectorAll('[data-live][id]').forEach(fresh => {
      const old = document.getElementById(fresh.id);
      if (!old || old.dataset.was === fresh.innerHTML) return;
      const first = old.dataset.was === undefined;
      old.dataset.was = fresh.innerHTML;
      if (first && !changed(old, fresh)) return;
      const focus = old.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
      const list = old.querySelector('.timeline');
      const scrolled = list ? list.scrollTop : 0;
      const folds = new Map([...old.querySelectorAll('details[id]')].map(each => [each.id, each.open]));
      old.replaceChildren(...fresh.cloneNode(true).childNodes);
      if (folds.size) old.querySelectorAll('details[id]').forEach(each => { if (folds.has(each.id)) each.open = folds.get(each.id); });
      if (focus) (old.querySelector(`a[href="${CSS.escape(focus)}"]`) || document.getElementById('main')).focus({ preventScroll: true });
      if (scrolled) old.querySelector('.timeline').scrollTop = scrolled;
    });
    const missing = [...page.querySelectorAll('[data-live][id]')].some(fresh => !document.getElementById(fresh.id));
    const gone = [...document.querySelectorAll('[data-live][id]')].some(old => !page.getElementById(old.id));
    if (missing || gone) rebuild(page);
    showTimes();
    document.dispatchEvent(new CustomEvent('liftlock:fresh'));
  }

  // Sections appear when there is something to show in them: put each column's children in the fresh order.
  function rebuild(page) {
    const columns = document.querySelectorAll('.column');
    page.querySelectorAll('.column').forEach((fresh, index) => {
      const column = columns[index];
      if (!column) return;
      const kept = new Map([...column.children].filter(child => child.id).map(child => [child.id, child]));
      column.replaceChildren(...[...fresh.children].map(child => kept.get(child.id) || document.importNode(child, true)));
    });
  }

  function changed(old, fresh) {
    const plain = element => element.textContent.replace(/\s+/g, ' ');
    const strip = element => {
      const copy = element.cloneNode(true);
      copy.querySelectorAll('time').forEach(each => { each.textContent = each.getAttribute('datetime'); });
      return plain(copy);
    };
    return strip(old) !== strip(fresh);
  }

  const offline = document.getElementById('offline');

  async function poll() {
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, { headers: { 'X-Requested-With': 'XMLHttpRequest' }, redirect: 'error' });
        if (answer.status === 401) return location.reload();
        if (answer.ok) {
          take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
          offline.hidden = true;
        }
      } catch (lost) {
        if (offline.hidden) {
          put(document.getElementById('offline-since'), time.format(new Date(now())));
          offline.hidden = false;
        }
      }
    }
    setTimeout(poll, EVERY);
  }

  // Where a bar is longer than the screen, it begins with what is shown now in sight.
  document.querySelectorAll('.top nav [aria-current], .tabs [aria-current], .sample [aria-pressed="true"]').forEach(chosen => {
    const bar = chosen.parentElement;
    const ends = chosen.getBoundingClientRect().right - bar.getBoundingClientRect().right;
    if (ends > 0) bar.scrollLeft += ends + bar.clientWidth / 4;
  });

  showTimes();
  setInterval(showTimes, 1000);
  if (document.querySelector('[data-poll]')) setTimeout(poll, EVERY);

  // The request page shows the fields of a window only when a window is asked for.
  const fields = document.querySelector('[data-when]');
  if (fields) {
    const choices = document.querySelectorAll('input[name=when]');
    const show = () => {
      const wanted = document.querySelector('input[name=when]:checked').value === fields.dataset.when;
      fields.hidden = !wanted;
      fields.querySelectorAll('input').forEach(input => { input.disabled = !wanted; input.required = wanted; });
    };
    choices.forEach(choice => choice.addEventListener('change', show));
    show();
  }

  // Choosing a system shows its environments, methods and last upgrades.
  const system = document.querySelector('main.form select[name=system]');
  if (system) {
    const url = new URL(location.href);
    system.addEventListener('change', async () => {
      if (!system.value) return;
      url.pathname = '/upgrades/new';
      url.search = `?system=${encodeURIComponent(system.value)}`;
      if (!document.querySelector('main.form [name=to]').value) {
        location.replace(url);
        return;
      }
      // What is filled in already stays; the methods are those of the system that is chosen now.
      const answer = await fetch(url, { headers: { 'X-Requested-With': 'XMLHttpRequest' }, redirect: 'error' });
      if (!answer.ok || !answer.url.endsWith(url.search)) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const methods = page.querySelector('main.form [name=method]');
      if (methods) document.querySelector('main.form [name=method]').replaceWith(methods);
    });
  }
})();
