/** The way back: stop what runs, restore from the proven backup, verify that everything is as before (R17, R21, R40). */
package org.liftlock.rollback;
