package org.liftlock.process;

import java.util.List;

/**
 * Judges models before they are deployed, from wherever they come. Every bean of this type is asked; one objection
 * refuses the whole deployment. This is the place of the proof.
 */
@FunctionalInterface
public interface ModelGate {

    /** @return every reason to refuse, empty when there is none */
    List<Objection> judge(List<Model> deployment);

    /**
     * @param resource stable relative name, such as {@code processes/upgrade.bpmn}
     * @param content the file, decoded as UTF-8
     */
    record Model(String resource, String content) {

        public boolean isProcess() {
            return resource.endsWith(".bpmn");
        }

        public boolean isDecision() {
            return resource.endsWith(".dmn");
        }

        public boolean isForm() {
            return resource.endsWith(".form");
        }
    }

    /**
     * @param resource file it is about
     * @param element id of the element, empty when it concerns the file
     * @param sentence what is wrong and what to do
     */
    record Objection(String resource, String element, String sentence) {

        @Override
        public String toString() {
            return resource + (element.isEmpty() ? "" : ", element " + element) + ": " + sentence;
        }
    }
}
