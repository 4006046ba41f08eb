'use strict';

// Files that are dropped, and diagrams with what a finding or a change is about marked on them.
(() => {
  const drop = document.getElementById('drop');
  if (drop) {
    const input = document.getElementById('files');
    for (const name of ['dragover', 'dragleave', 'drop']) {
      drop.addEventListener(name, event => {
        event.preventDefault();
        drop.classList.toggle('over', name === 'dragover');
      });
    }
    drop.addEventListener('drop', event => {
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      drop.requestSubmit();
    });
  }

  // The files that were looked at are proposed, letter by letter: nobody has to choose them again.
  const propose = document.getElementById('propose');
  if (propose) {
    const files = new DataTransfer();
    propose.querySelectorAll('.again').forEach(text => files.items.add(new File([text.value], text.dataset.file)));
    propose.querySelector('[name=file]').files = files.files;
    document.getElementById('choose').hidden = true;
  }

  const canvasElement = document.getElementById('canvas');
  if (!canvasElement || !window.BpmnJS) return;
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const viewer = new BpmnJS({
    container: canvasElement,
    bpmnRenderer: { defaultFillColor: colour('--card'), defaultStrokeColor: colour('--ink'), defaultLabelColor: colour('--ink') },
  });
  const READABLE = 0.8;
  const select = document.getElementById('drawing');
  const drawings = [...document.querySelectorAll('textarea[data-model]')];
  let drawn = -1;
  let marked = [];

  const indexOf = (name, deployed) => drawings.findIndex(each =>
    each.dataset.model === name && (each.dataset.deployed === 'true') === deployed);

  async function draw(index) {
    if (index < 0 || drawn === index) return;
    try {
      await viewer.importXML(drawings[index].value);
    } catch {
      canvasElement.setAttribute('aria-label', 'This file has no diagram; findings and changes tell everything in words');
    }
    drawn = index;
    marked = [];
    select.value = index;
    whole();
  }

  const whole = () => viewer.get('canvas').zoom('fit-viewport', 'auto');

  function mark(marks) {
    const canvas = viewer.get('canvas');
    const registry = viewer.get('elementRegistry');
    marked.forEach(([id, name]) => registry.get(id) && canvas.removeMarker(id, name));
    marked = marks.filter(([id]) => registry.get(id));
    marked.forEach(([id, name]) => canvas.addMarker(id, name));
  }

  function usualMarks() {
    const { model, deployed } = drawings[drawn].dataset;
    const marks = [];
    document.querySelectorAll('.changes li').forEach(({ dataset }) => {
      if (dataset.resource === model && (dataset.kind === 'removed') === (deployed === 'true')) {
        marks.push([dataset.element, dataset.kind === 'removed' ? 'failed' : dataset.kind]);
      }
    });
    document.querySelectorAll('.finding').forEach(({ dataset }) => {
      if (dataset.resource === model && deployed !== 'true') {
        dataset.elements.split(' ').filter(Boolean).forEach(id => marks.push([id, 'failed']));
      }
    });
    return marks;
  }

  // A collapsed stage has a plane of its own; what is drawn there is shown in letters that can be read.
  function centre(id) {
    const canvas = viewer.get('canvas');
    const element = viewer.get('elementRegistry').get(id);
    if (!element) return;
    const root = canvas.findRoot(element);
    if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
    whole();
    if (canvas.zoom() >= READABLE) return;
    const { outer } = canvas.viewbox();
    const points = element.waypoints;
    const x = points ? (points[0].x + points[points.length - 1].x) / 2 : element.x + element.width / 2;
    const y = points ? (points[0].y + points[points.length - 1].y) / 2 : element.y + element.height / 2;
    if (!Number.isFinite(x)) return;
    const width = outer.width / READABLE;
    const height = outer.height / READABLE;
    canvas.viewbox({ x: x - width / 2, y: y - height / 2, width, height });
  }

  async function show(resource, element, deployed) {
    await draw(indexOf(resource, deployed));
    mark([...usualMarks(), [element, 'active']]);
    centre(element);
  }

  document.querySelectorAll('.changes li').forEach(line => {
    const { resource, element, kind } = line.dataset;
    if (indexOf(resource, kind === 'removed') < 0) return;
    const what = line.querySelector('.what');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet show';
    button.textContent = what.textContent;
    button.title = 'Show it on the diagram';
    what.replaceChildren(button);
    button.addEventListener('click', () => show(resource, element, kind === 'removed'));
  });

  document.querySelectorAll('.walk').forEach(walk => {
    const steps = [...walk.querySelectorAll('.way li')];
    const [back, next] = [walk.querySelector('.behind'), walk.querySelector('.ahead')];
    const where = walk.querySelector('.where');
    let at = -1;

    async function go(to) {
      if (to < 0 || to >= steps.length) return;
      at = to;
      const { resource, element } = steps[at].dataset;
      steps.forEach((step, index) => step.toggleAttribute('aria-current', index === at));
      steps[at].setAttribute('aria-current', 'step');
      const list = steps[at].parentElement;
      list.scrollTop = steps[at].offsetTop - list.offsetTop - list.clientHeight / 2;
      where.textContent = `Step ${at + 1} of ${steps.length}: ${steps[at].textContent}`;
      next.textContent = 'Next';
      back.disabled = at === 0;
      next.disabled = at === steps.length - 1;
      if (next.disabled && document.activeElement === document.body) back.focus();
      await draw(indexOf(resource, false));
      mark([
        ...steps.slice(0, at).filter(step => step.dataset.resource === resource).map(step => [step.dataset.element, 'visited']),
        [element, at === steps.length - 1 ? 'failed' : 'active'],
      ]);
      centre(element);
    }

    next.addEventListener('click', () => go(at + 1));
    back.addEventListener('click', () => go(at - 1));
    walk.addEventListener('keydown', event => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: steps.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      go(to);
    });
  });

  select.addEventListener('change', async () => {
    await draw(Number(select.value));
    mark(usualMarks());
  });
  document.getElementById('whole').addEventListener('click', whole);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', async () => {
    // Colours are drawn into the picture.
    const again = drawn;
    drawn = -1;
    await draw(again);
    mark(usualMarks());
  });

  (async () => {
    await draw(0);
    if (drawn < 0) return;
    mark(usualMarks());
    const first = usualMarks().map(([id]) => id).find(id => viewer.get('elementRegistry').get(id));
    if (first) centre(first);
  })();
})();
