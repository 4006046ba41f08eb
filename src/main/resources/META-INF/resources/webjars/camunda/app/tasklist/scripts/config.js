import '/assets/webapps.js';

export default {
  app: { name: 'Tasklist', vendor: 'Liftlock' },
  disableWelcomeMessage: true,
};
