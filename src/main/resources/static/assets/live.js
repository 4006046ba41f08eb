'use strict';

// How long running steps take beside their usual time, and what they print, followed while a panel is open.
(() => {
  const MOST_SHOWN = 400000;
  const AGAIN_AFTER = 10000;
  const place = document.getElementById('outputs');
  const panels = new Map();

  function words(millis) {
    const seconds = Math.round(millis / 1000);
    if (seconds < 60) return `${seconds} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`;
  }

  // The bar is full at the usual time; beyond it says by how much.
  function showDurations() {
    document.querySelectorAll('.usual[data-usual]').forEach(element => {
      const usual = Number(element.dataset.usual);
      const elapsed = Math.max(0, window.liftlockNow() - Date.parse(element.dataset.started));
      const late = elapsed > usual;
      const gauge = element.querySelector('.gauge');
      gauge.classList.add('known');
      gauge.firstElementChild.style.width = `${Math.min(100, 100 * elapsed / Math.max(1, usual))}%`;
      element.classList.toggle('late', late);
      const text = late ? `${words(elapsed - usual)} longer than usual (${words(usual)})` : `usually within ${words(usual)}`;
      const says = element.querySelector('.words');
      if (says.textContent !== text) says.textContent = text;
    });
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  class Panel {
    constructor(url, title) {
      this.url = url;
      this.position = 0;
      this.line = '';
      this.shown = 0;
      this.top = 0;
      this.details = element('details', 'output');
      const summary = element('summary');
      summary.append(element('b', '', 'Output'), ` of ${title} `);
      this.tag = summary.appendChild(element('span', 'tag active', 'live'));
      this.text = element('pre');
      this.text.tabIndex = 0;
      this.text.setAttribute('role', 'log');
      this.text.setAttribute('aria-live', 'off');
      this.text.setAttribute('aria-label', `Output of ${title}`);
      this.open = this.text.appendChild(element('span'));
      const foot = element('p', 'foot-line');
      this.status = foot.appendChild(element('span', '', 'connecting'));
      this.status.setAttribute('role', 'status');
      const whole = foot.appendChild(element('a', '', 'Whole log'));
      whole.href = url;
      this.toEnd = foot.appendChild(element('button', 'quiet', 'To the end'));
      this.toEnd.type = 'button';
      this.toEnd.hidden = true;
      this.details.append(summary, this.text, foot);
      this.details.addEventListener('toggle', () => this.details.open ? this.follow() : this.leave());
      this.text.addEventListener('scroll', () => this.scrolled());
      this.toEnd.addEventListener('click', () => { this.text.focus(); this.toTheEnd(); });
    }

    follow() {
      if (this.ended || this.source) return;
      const from = new URL(this.url, location.href);
      from.searchParams.set('from', this.position);
      this.source = new EventSource(from);
      this.source.addEventListener('output', event => this.output(event));
      this.source.addEventListener('state', event => this.state(JSON.parse(event.data)));
      this.source.addEventListener('error', () => this.lost());
    }

    leave() {
      clearTimeout(this.again);
      if (this.source) this.source.close();
      this.source = null;
    }

    // A dropped connection is taken up again by the browser itself; a refusal is not.
    lost() {
      this.say('The connection is lost; trying again.');
      if (this.source && this.source.readyState === EventSource.CLOSED) {
        this.leave();
        this.again = setTimeout(() => { if (this.details.open) this.follow(); }, AGAIN_AFTER);
      }
    }

    output(event) {
      const { text, leftOut } = JSON.parse(event.data);
      this.position = Number(event.lastEventId);
      const atEnd = this.isAtEnd();
      if (leftOut) this.print(`\n[${leftOut} bytes left out]\n`);
      this.print(text);
      if (atEnd) this.toTheEnd();
    }

    // Tools that draw a line again and again go back to its beginning: only the last drawing stays.
    print(text) {
      const lines = (this.line + text).replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replace(/\r+\n/g, '\n').split('\n');
      const drawn = line => line.slice(line.replace(/\r+$/, '').lastIndexOf('\r') + 1).replace(/\r/g, '');
      this.line = lines.pop();
      if (lines.length) {
        const done = lines.map(line => `${drawn(line)}\n`).join('');
        this.text.insertBefore(document.createTextNode(done), this.open);
        this.shown += done.length;
      }
      this.open.textContent = drawn(this.line);
      while (this.shown > MOST_SHOWN && this.text.firstChild !== this.open) {
        this.shown -= this.text.firstChild.length;
        this.text.firstChild.remove();
      }
    }

    state(step) {
      if (step.state === 'ENDED') {
        this.ended = true;
        this.leave();
        this.tag.className = `tag ${step.outcome === 'SUCCEEDED' ? 'good' : 'bad'}`;
        this.tag.textContent = step.outcome.toLowerCase().replace('_', ' ');
        this.say(`ended after ${words(step.elapsedSeconds * 1000)}`);
      } else {
        this.say(step.trouble ? `The target cannot be read just now: ${step.trouble}` : step.progress ? step.progress.says : 'running');
      }
    }

    say(text) {
      if (this.status.textContent !== text) this.status.textContent = text;
    }

    // Follows the end until the reader scrolls up, and again once they are back there.
    isAtEnd() {
      return this.text.scrollHeight - this.text.scrollTop - this.text.clientHeight < 24;
    }

    scrolled() {
      if (!this.text.isConnected || !this.details.open) return;
      this.top = this.text.scrollTop;
      this.toEnd.hidden = this.isAtEnd();
    }

    toTheEnd() {
      this.text.scrollTop = this.text.scrollHeight;
      this.scrolled();
    }

    // A part of the page that was put elsewhere has lost where it was scrolled to.
    restore() {
      if (this.details.open && this.text.scrollTop === 0 && this.top > 0) this.text.scrollTop = this.top;
    }
  }

  // A panel for each running step that prints; one that somebody has open stays after the end.
  function showPanels() {
    const running = new Map([...document.querySelectorAll('a[data-follow]')].map(link => [link.href, link.dataset.follow]));
    running.forEach((title, url) => {
      if (panels.has(url)) return;
      const panel = new Panel(url, title);
      panels.set(url, panel);
      place.append(panel.details);
    });
    panels.forEach((panel, url) => {
      if (running.has(url) || panel.details.open) {
        panel.restore();
        return;
      }
      panel.leave();
      panel.details.remove();
      panels.delete(url);
    });
    showDurations();
  }

  // The link of a running step leads to its panel; the whole log is a link there, and everywhere with a key held down.
  document.getElementById('step-list').addEventListener('click', event => {
    const link = event.target.closest('a[data-follow]');
    const panel = link && panels.get(link.href);
    if (!panel || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    panel.details.open = true;
    panel.details.scrollIntoView({ block: 'nearest' });
    panel.text.focus({ preventScroll: true });
  });
  showPanels();
  setInterval(showDurations, 1000);
  document.addEventListener('liftlock:fresh', showPanels);
})();
