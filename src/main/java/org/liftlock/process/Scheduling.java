package org.liftlock.process;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets components do small things again and again; engine timers are not among them. */
@Configuration
@EnableScheduling
class Scheduling {}
