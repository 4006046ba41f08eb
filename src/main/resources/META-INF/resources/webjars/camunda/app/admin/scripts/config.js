import '/assets/webapps.js';

export default {
  app: { name: 'Admin', vendor: 'Liftlock' },
  disableWelcomeMessage: true,
};
