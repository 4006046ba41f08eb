/**
 * The command line: looks at descriptions without a server and without a database, and at the ledger in a database, and
 * changes nothing there. Only printing happens here; what is printed comes from the packages that know it.
 */
package org.liftlock.cli;
