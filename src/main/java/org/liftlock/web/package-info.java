/**
 * What people and programs see: server-rendered pages and the REST interface, over the same read side and the same
 * commands. It decides nothing; a page can do no more than the API, and the API no more than the commands behind it.
 */
package org.liftlock.web;
