/** Why an upgrade is wanted, what it would hurt, and who has to know (R01 to R09). */
package org.liftlock.assessment;
