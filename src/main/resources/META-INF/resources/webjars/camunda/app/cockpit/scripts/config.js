import '/assets/webapps.js';

export default {
  app: { name: 'Cockpit', vendor: 'Liftlock' },
  customScripts: ['scripts/upgrades'],
  disableWelcomeMessage: true,
};
