import '/assets/webapps.js';

export default {
  app: { name: 'Cockpit', vendor: 'Liftlock' },
  disableWelcomeMessage: true,
};
