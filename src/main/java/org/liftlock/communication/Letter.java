package org.liftlock.communication;

/** A message in words, for one reader. */
record Letter(String subject, String text, String html) {}
