/**
 * What people are asked, what they are shown, and how their answers are taken: one class for each question. What a form
 * checks in the browser is checked here again.
 */
package org.liftlock.tasks;
