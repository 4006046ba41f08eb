package org.liftlock.sample;

/**
 * One thing a newcomer can try, with the request that starts it.
 *
 * @param id {@code raise-to-2.0}
 * @param title a question for a button: "Raise it to 2.0?"
 * @param text what will be seen
 * @param request the request, in YAML
 */
public record SampleStory(String id, String title, String text, String request) {}
