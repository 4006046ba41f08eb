/** What people may say at any moment without being asked: cancel, take an approval back, report trouble. */
package org.liftlock.intervention;
