/**
 * What auditors ask: which upgrades there were, whether these are all, what ran when, who approved what. Everything is
 * read from what the other rooms have written down; a search index of our own is derived from it and can be built anew
 * at any time. Nothing here changes an upgrade.
 */
package org.liftlock.audit;
