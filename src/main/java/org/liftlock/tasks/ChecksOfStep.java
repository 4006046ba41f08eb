package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the checks of a step found, with the evidence that each failure left. */
@Component
class ChecksOfStep {

    private final JdbcClient jdbc;

    ChecksOfStep(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param all how many checks there are
     * @param notRun those that the run came no more to, because one before them failed
     */
    record Found(int all, List<Failed> failed, List<String> notRun) {

        Found {
            failed = List.copyOf(failed);
            notRun = List.copyOf(notRun);
        }
    }

    /**
     * @param printed by the check itself, or what it was answered
     * @param logs how the logs of the target ended then, each behind its path
     */
    record Failed(
            String check,
            boolean core,
            String target,
            String expected,
            String got,
            String printed,
            Optional<String> logs) {

        String sentence() {
            return "**" + plain(check) + "**" + (core ? " (core)" : "") + " on " + plain(target) + ": expected "
                    + plain(expected) + "; got " + plain(got);
        }
    }

    Found of(String stepId) {
        return new Found(
                jdbc.sql("select count(*) from check_result where step_id = ?")
                        .param(stepId)
                        .query(Integer.class)
                        .single(),
                failed(stepId),
                jdbc.sql(
                                "select check_id from check_result where step_id = ? and verdict = 'SKIPPED' order by result_id")
                        .param(stepId)
                        .query(String.class)
                        .list());
    }

    private List<Failed> failed(String stepId) {
        return jdbc.sql("""
                        select check_id, core, target, expected, got, coalesce(printed.content, '') as printed,
                            logs.content as logs
                        from check_result
                            left join evidence printed on printed.digest = check_result.evidence_digest
                            left join evidence logs on logs.digest = check_result.log_digest
                        where step_id = ? and verdict = 'FAILED' order by core desc, result_id
                        """)
                .param(stepId)
                .query((found, row) -> new Failed(
                        found.getString("check_id"),
                        found.getBoolean("core"),
                        found.getString("target"),
                        found.getString("expected"),
                        found.getString("got"),
                        details(found.getString("printed")),
                        Optional.ofNullable(found.getString("logs"))))
                .list();
    }

    /** Evidence of a check begins with what the row says too. */
    private static String details(String evidence) {
        int head = evidence.indexOf("\n\n", Math.max(0, evidence.indexOf("\ngot: ")));
        return head < 0 ? "" : evidence.substring(head).strip();
    }
}
