/** What people may say at any moment without being asked: cancel, take an approval back, report trouble, add a file. */
package org.liftlock.intervention;
