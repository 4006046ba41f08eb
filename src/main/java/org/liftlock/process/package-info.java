/**
 * Where the engine is set up and where its models meet Java: the contract of the shipped models
 * ({@link org.liftlock.process.UpgradeProcess}), their deployment, and the closed expression language.
 */
package org.liftlock.process;
