package messaging.launch;

import java.nio.file.Path;

/**
 * The lines on the console once everything runs: addresses, accounts, and first steps.
 *
 * @param url the application's root, with a slash at the end
 * @param administratorPassword of the account that the first start made
 * @param database where the database is
 * @param log Liberty's log file
 */
record Summary(String url, String administratorPassword, String database, Path log) {

    String text() {
        return """

                The messaging back end is running.

                  Web            %1$s
                  API            %1$sapi/v1/
                  Description    %1$sopenapi      to try it out: %1$sopenapi/ui
                  Health         %1$shealth

                  Administrator  %2$s / %3$s
                  Test accounts  kwame, ama, kofi / testpass123
                  Database       %4$s
                  Log            %5$s

                Try:
                  curl -X POST -H 'Content-Type: application/json' \\
                       -d '{"username":"kwame","password":"testpass123"}' %1$sapi/v1/token/
                  curl -H 'Authorization: Bearer <the "access" of that answer>' %1$sapi/v1/conversations/

                Ctrl-C stops everything; the data stays for the next start.
                """.formatted(url, Backend.ADMINISTRATOR, administratorPassword, database, log);
    }
}
