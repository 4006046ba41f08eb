/**
 * The record of an upgrade as a document for people: HTML and PDF, made of nothing but the JSON record, so that the three
 * cannot say different things (R46). Nothing is looked up here; what the JSON does not hold, the document says is missing.
 */
package org.liftlock.document;
