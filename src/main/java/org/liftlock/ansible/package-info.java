/**
 * Takes hosts over from an inventory of Ansible, in its two forms of text. Nothing in it is carried out: templates, vaults
 * and programs are told and left out.
 */
package org.liftlock.ansible;
