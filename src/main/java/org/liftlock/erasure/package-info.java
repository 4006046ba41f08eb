/**
 * What is taken away from the record, and what must stay: erasures that one person asks for and another confirms, how long
 * contents are kept, and legal holds that stop both. Entries of the chain are never touched.
 */
package org.liftlock.erasure;
