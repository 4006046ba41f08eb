// Leads from what Cockpit shows to the pages of upgrades. Cockpit forgets an instance as soon as it has ended; they do not.

const ask = async path => {
  const answer = await fetch(path, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(answer.status === 403 ? 'You are not shown this upgrade.' : `The upgrades could not be read (${answer.status}). Load the page again.`);
  return answer.json();
};

const element = (name, text, attributes = {}) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
};

// Angular keeps an address below its own to itself unless told otherwise.
const link = (href, text) => element('a', text, { href, target: '_self' });
const words = code => code ? code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ') : '';
const moment = at => at ? new Date(at).toLocaleString() : '';
const address = upgrade => `/upgrades/${encodeURIComponent(upgrade.key)}`;

const table = (upgrades, caption) => {
  const made = element('table', '', { class: 'cam-table' });
  made.append(element('caption', caption, { class: 'sr-only' }));
  const head = element('tr');
  ['Upgrade', 'System', 'Change', 'Stage', 'Outcome', 'Requested', 'Closed', 'Record'].forEach(title => head.append(element('th', title, { scope: 'col' })));
  const top = element('thead');
  top.append(head);
  const body = element('tbody');
  upgrades.forEach(upgrade => {
    const row = element('tr');
    const cell = content => {
      const made = element('td');
      made.append(content);
      row.append(made);
    };
    cell(link(address(upgrade), upgrade.key));
    cell(`${upgrade.system}, ${upgrade.environment}`);
    cell(`${upgrade.from} to ${upgrade.to}`);
    cell(words(upgrade.stage));
    cell(words(upgrade.outcome) || 'none yet');
    cell(`${moment(upgrade.requestedAt)}, ${upgrade.requestedBy}`);
    cell(moment(upgrade.closedAt));
    cell(link(`${address(upgrade)}/record`, `Record${upgrade.closedAt ? '' : ' so far'}`));
    body.append(row);
  });
  made.append(top, body);
  return made;
};

// What was asked for may be left again before it is answered.
const shown = (node, title, load) => {
  const room = element('section', '', { class: 'liftlock-upgrades', 'aria-label': title });
  room.append(element('p', 'Reading the upgrades …'));
  node.append(room);
  load().then(content => room.replaceChildren(...content), trouble => room.replaceChildren(element('p', trouble.message, { role: 'alert' })));
};

const all = () => {
  const line = element('p');
  line.append(link('/upgrades', 'All upgrades, with search'), ' · ', link('/audit', 'Audit'));
  return line;
};

const instanceTab = {
  id: 'liftlock-upgrade',
  pluginPoint: 'cockpit.processInstance.runtime.tab',
  priority: 100,
  properties: { label: 'Upgrade' },
  render: (node, { processInstanceId }) => shown(node, 'Upgrade of this instance', async () => {
    const found = await ask(`/api/processes/instances/${encodeURIComponent(processInstanceId)}/upgrade`);
    return found ? [table([found.upgrade], 'The upgrade this instance belongs to'), all()] : [element('p', 'This instance belongs to no upgrade.'), all()];
  }),
};

const definitionTab = {
  id: 'liftlock-upgrades',
  pluginPoint: 'cockpit.processDefinition.runtime.tab',
  priority: 100,
  properties: { label: 'Upgrades, ended ones included' },
  render: (node, { processDefinitionId }) => shown(node, 'Upgrades that ran on this version of the model', async () => {
    const upgrades = await ask(`/api/processes/definitions/${encodeURIComponent(processDefinitionId)}/upgrades`);
    return upgrades && upgrades.length
      ? [table(upgrades, 'Upgrades that ran on this version of the model, the newest first'), all()]
      : [element('p', 'No upgrade that you are shown ran on this version of the model.'), all()];
  }),
};

const ENDED = 10;

const dashboard = {
  id: 'liftlock-ended',
  pluginPoint: 'cockpit.dashboard',
  priority: 5,
  properties: { label: 'Ended upgrades' },
  render: node => shown(node, 'Ended upgrades', async () => {
    const ended = (await ask('/api/upgrades') || []).filter(upgrade => upgrade.closedAt).slice(0, ENDED);
    const title = element('h3', 'Ended upgrades', { class: 'section-title' });
    return ended.length ? [title, table(ended, 'The upgrades that ended last'), all()] : [title, element('p', 'No upgrade that you are shown has ended yet.'), all()];
  }),
};

// The address of an instance that has ended leads nowhere in Cockpit; say where it went.
let said = 0;
async function sayWhereItWent() {
  // Cockpit goes to its dashboard by itself; whoever goes on from there has read it.
  if (Date.now() - said > 3000) document.querySelector('.liftlock-ended')?.remove();
  const instance = /^#\/process-instance\/([^/?]+)/.exec(location.hash)?.[1];
  if (!instance) return;
  const found = await ask(`/api/processes/instances/${instance}/upgrade`).catch(() => null);
  if (!found || !found.ended) return;
  const bar = element('p', 'The instance you asked for has ended. It belongs to ', { class: 'liftlock-ended', role: 'status' });
  bar.append(link(address(found.upgrade), `upgrade ${found.upgrade.key}`), ': ', link(`${address(found.upgrade)}/record`, 'record'), '.');
  document.querySelector('.liftlock-ended')?.remove();
  document.body.append(bar);
  said = Date.now();
}

const style = document.createElement('style');
style.textContent = `
  .liftlock-upgrades { padding: 12px 15px; overflow-x: auto; }
  .liftlock-ended { position: fixed; z-index: 1000; left: 16px; bottom: 44px; max-width: min(480px, calc(100vw - 32px)); margin: 0; padding: 10px 16px; border: 1px solid #0f5f73; border-radius: 6px; background: #e4f1f4; color: #17252b; }
  /* Clear of Cockpit's own notice, which begins further to the left there. */
  @media (max-width: 1400px) { .liftlock-ended { bottom: 130px; } }
  .liftlock-upgrades a, .liftlock-ended a { color: #0f5f73; text-decoration: underline; }`;
document.head.append(style);
addEventListener('hashchange', sayWhereItWent);
sayWhereItWent();

export default [instanceTab, definitionTab, dashboard];
