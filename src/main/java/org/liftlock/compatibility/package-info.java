/**
 * Whether versions fit together: what a system needs of another one (R10), and which versions may not be skipped on the
 * way (R12). Pure reckoning; what is really installed comes from the inventory. What is not known is never taken for
 * compatible.
 */
package org.liftlock.compatibility;
