/**
 * What a step prints while it runs, how far it says it is, and how long it usually takes: for those who watch. Reads the
 * journal, the targets and the kept evidence, and changes nothing; a step runs the same whether or not anybody watches.
 */
package org.liftlock.live;
