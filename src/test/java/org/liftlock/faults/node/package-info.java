/**
 * What the fault suite puts into a node: at a named moment it dies, and the way to a target can be cut. These classes are
 * on the class path of the suite's nodes only; the product knows nothing of them.
 */
package org.liftlock.faults.node;
