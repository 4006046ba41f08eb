// Loaded by Tasklist, Cockpit, Admin and Welcome: their own login page is not used, and their name leads back here.
const toLogin = () => {
  if (location.hash.startsWith('#/login')) {
    location.replace('/login');
  }
};
addEventListener('hashchange', toLogin);
toLogin();

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
});
lead.observe(document.documentElement, { childList: true, subtree: true });
