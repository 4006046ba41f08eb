import '/assets/webapps.js';

export default {
  app: { name: 'Welcome', vendor: 'Liftlock' },
  disableWelcomeMessage: true,
};
