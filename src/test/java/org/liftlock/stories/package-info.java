/**
 * The stories of the README, told from outside: Liftlock runs as an operating-system process beside the sample's real
 * order service, and the people of the sample reach both over HTTP only. Nothing here may call the product's classes.
 */
package org.liftlock.stories;
