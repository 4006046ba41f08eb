package org.liftlock.verification;

import java.net.http.HttpHeaders;
import java.time.Duration;

/** @param body at most the first mebibyte */
record HttpAnswer(int status, HttpHeaders headers, String body, Duration took) {}
