// Loaded by Tasklist, Cockpit, Admin and Welcome: their own login page is not used, and their name leads back here.
const toLogin = () => {
  if (location.hash.startsWith('#/login')) {
    location.replace('/login');
  }
};
addEventListener('hashchange', toLogin);
toLogin();

// The vendor's notice about its next product is for operators, who see it in Cockpit and Admin; whoever has to decide at
// night gets the room instead.
const style = document.createElement('style');
style.textContent = `
  .liftlock-claim { display: flex; gap: 1rem; align-items: center; margin: 0 0 12px; padding: 10px 16px; border-radius: 6px; background: #e4f1f4; color: #17252b; }
  .liftlock-claim button { padding: 6px 14px; border: 0; border-radius: 6px; background: #0f5f73; color: #fff; font-weight: 600; }`;
if (location.pathname.includes('/tasklist/')) style.textContent += `
  .ce-eol-banner { display: none; }
  .fjs-container .fjs-input-group:has(.fjs-select-display) { height: auto; align-items: center; }
  .fjs-container .fjs-select-display { height: auto; overflow-wrap: anywhere; }
  @media (max-width: 760px) {
    .liftlock-one-task .task-filters, .liftlock-one-task .tasks-list { display: none; }
    .fjs-container .fjs-form-field-text :is(th, td) { padding: 4px !important; font-size: 12px; white-space: normal; }
  }`;
document.head.append(style);

// On a phone, whoever comes for one task sees that one, not first the lists it could be chosen from.
const comesForOne = () => document.documentElement.classList.toggle('liftlock-one-task', /[?&]task=/.test(location.hash));
comesForOne();
addEventListener('hashchange', () => { if (!/[?&]task=/.test(location.hash)) comesForOne(); });

const cameFromUs = document.referrer.startsWith(location.origin) && !document.referrer.includes('/camunda/');
let upgradePage = null;
let completing = 0;

// Whoever came from a page of ours to answer one task goes back to see what it led to.
addEventListener('click', event => {
  const button = event.target.closest && event.target.closest('button');
  if (button && /^complete$/i.test(button.textContent.trim())) completing = Date.now();
}, true);
addEventListener('hashchange', () => {
  const answered = completing && Date.now() - completing < 20000 && !/[?&]task=/.test(location.hash);
  if (answered && cameFromUs && upgradePage) location.assign(upgradePage);
  if (!/[?&]task=/.test(location.hash)) upgradePage = null;
});

const claimButton = () => [...document.querySelectorAll('button, a')].find(each => each.textContent.trim() === 'Claim' && each.offsetParent);

function sayHowToAnswer() {
  const form = document.querySelector('.disabled-form');
  const hint = document.querySelector('.liftlock-claim');
  if (!form || !claimButton()) {
    if (hint) hint.remove();
  } else if (!hint) {
    const bar = document.createElement('div');
    bar.className = 'liftlock-claim';
    const take = document.createElement('button');
    take.type = 'button';
    take.textContent = 'Claim it';
    take.addEventListener('click', () => claimButton()?.click());
    bar.append('This task is offered to several people. Claim it to answer; the others then see that you do.', take);
    form.before(bar);
  }
}

const lead = new MutationObserver(() => {
  const brand = document.querySelector('.navbar-brand, .app-brand, [cam-widget-header] a.brand');
  if (brand && !brand.dataset.liftlock) {
    brand.dataset.liftlock = 'yes';
    brand.setAttribute('href', '/');
    brand.setAttribute('title', 'Liftlock: what is going on now');
    brand.addEventListener('click', event => {
      event.preventDefault();
      event.stopImmediatePropagation();
      location.assign('/');
    }, true);
  }
  const link = document.querySelector('.fjs-container a[href*="/upgrades/UPG-"]');
  if (link) upgradePage = link.getAttribute('href');
  sayHowToAnswer();
});
lead.observe(document.documentElement, { childList: true, subtree: true });
