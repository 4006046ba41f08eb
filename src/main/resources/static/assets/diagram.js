'use strict';

// Draws the model an upgrade runs on, and the path it has taken. Follows what is going on until a person chooses.
(() => {
  const section = document.getElementById('diagram');
  const canvasElement = document.getElementById('canvas');
  const select = document.getElementById('diagram-instance');
  if (!section || !window.BpmnJS) return;

  const key = section.dataset.upgrade;
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const viewer = new BpmnJS({
    container: canvasElement,
    bpmnRenderer: { defaultFillColor: colour('--card'), defaultStrokeColor: colour('--ink'), defaultLabelColor: colour('--ink') },
  });

  let shown = null;
  let drawn = null;
  let chosen = false;
  let marked = [];
  let planeChosen = false;
  let wantsWhole = false;
  let centred = '';
  const READABLE = 0.8;

  const ask = async path => {
    const answer = await fetch(`/upgrades/${encodeURIComponent(key)}/${path}`, { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
    return answer.ok ? answer.json() : null;
  };

  function list(instances) {
    const wanted = instances.map(each => each.id + each.title + (each.endedAt ? '' : '*')).join();
    if (select.dataset.was === wanted) return;
    select.dataset.was = wanted;
    select.replaceChildren(...instances.map(each => {
      const option = new Option(each.endedAt ? `${each.title}, ended` : each.title, each.id);
      option.selected = each.id === shown;
      return option;
    }));
  }

  // What was called last and still runs is where things happen.
  function follow(instances) {
    const running = instances.filter(each => !each.endedAt);
    return (running.length ? running[running.length - 1] : instances[0]) || null;
  }

  async function draw(instance) {
    if (drawn !== instance.definition) {
      const answer = await fetch(`/models/${encodeURIComponent(instance.definition)}`);
      if (!answer.ok) return;
      await viewer.importXML(await answer.text());
      whole();
      centred = '';
      drawn = instance.definition;
      marked = [];
      planeChosen = false;
    }
    shown = instance.id;
    select.value = instance.id;
  }

  function mark(marks) {
    const canvas = viewer.get('canvas');
    const registry = viewer.get('elementRegistry');
    marked.forEach(([id, name]) => registry.get(id) && canvas.removeMarker(id, name));
    marked = [];
    for (const name of ['visited', 'active', 'failed']) {
      for (const id of marks[name]) {
        if (registry.get(id)) {
          canvas.addMarker(id, name);
          marked.push([id, name]);
        }
      }
    }
    if (!chosen && !planeChosen) showPlaneOf(marks, canvas, registry);
    if (!wantsWhole && !planeChosen) showNow(marks, canvas, registry);
  }

  function whole() {
    viewer.get('canvas').zoom('fit-viewport', 'auto');
  }

  // What happens now in the middle, in letters that can be read; the rest is a drag, or a button, away.
  function showNow(marks, canvas, registry) {
    const elements = [...marks.failed, ...marks.active].map(id => registry.get(id))
      .filter(element => element && element.width && canvas.findRoot(element) === canvas.getRootElement());
    const target = elements[0] || [...marks.visited].reverse().map(id => registry.get(id))
      .find(element => element && element.width && canvas.findRoot(element) === canvas.getRootElement());
    const place = target ? `${target.id} ${canvasElement.clientWidth}` : '';
    if (!target || place === centred) return;
    centred = place;
    whole();
    if (canvas.zoom() >= READABLE) return;
    const { inner, outer } = canvas.viewbox();
    const width = outer.width / READABLE;
    const height = outer.height / READABLE;
    const between = (middle, length, start, end) => end - start <= length
      ? (start + end - length) / 2 : Math.max(start, Math.min(middle - length / 2, end - length));
    canvas.viewbox({
      x: between(target.x + target.width / 2, width, inner.x - 30, inner.x + inner.width + 30),
      y: between(target.y + target.height / 2, height, inner.y - 60, inner.y + inner.height + 30),
      width, height,
    });
  }

  // A collapsed stage has a plane of its own: go where the innermost active element is drawn.
  function showPlaneOf(marks, canvas, registry) {
    const inner = [...marks.failed, ...marks.active].map(id => registry.get(id)).filter(Boolean)
      .find(element => element.type !== 'bpmn:SubProcess' && element.type !== 'bpmn:Process');
    const plane = inner && canvas.findRoot(inner);
    if (plane && plane !== canvas.getRootElement()) {
      following = true;
      canvas.setRootElement(plane);
      canvas.zoom('fit-viewport', 'auto');
      following = false;
    }
  }

  let following = false;
  const button = document.getElementById('diagram-whole');
  button.addEventListener('click', () => {
    wantsWhole = !wantsWhole;
    button.textContent = wantsWhole ? 'Follow what happens' : 'Whole diagram';
    centred = '';
    if (wantsWhole) whole();
    else planeChosen = false;
    refresh();
  });
  viewer.on('root.set', () => { if (!following && drawn) planeChosen = true; });

  let busy = false;
  async function refresh() {
    if (busy) return;
    busy = true;
    try {
      const instances = await ask('instances');
      if (!instances || !instances.length) {
        if (!drawn) select.replaceChildren(new Option('not started', ''));
        return;
      }
      const instance = chosen ? instances.find(each => each.id === shown) || follow(instances) : follow(instances);
      await draw(instance);
      list(instances);
      const marks = await ask(`instances/${encodeURIComponent(instance.id)}/marks`);
      if (marks) mark(marks);
    } finally {
      busy = false;
    }
  }

  select.addEventListener('change', () => {
    chosen = true;
    shown = select.value;
    refresh();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => location.reload());
  document.addEventListener('liftlock:fresh', refresh);
  refresh();
})();
