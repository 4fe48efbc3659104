package io.github.anaplan4j.testkit;

import java.nio.charset.StandardCharsets;

/**
 * Anaplan's {@code task} objects, written by hand from its page on process task status and from published fixtures, and
 * never by the library's own code: a mistake made in both would not be seen.
 */
final class CannedJson {
    static final String NOT_STARTED = """
            {"type":"taskInformation","taskId":"{taskId}","currentStep":"Pending.","progress":0.0,"taskState":"NOT_STARTED"}""";

    static final String CANCELLING = """
            {"type":"taskInformation","taskId":"{taskId}","currentStep":"Cancelling …","progress":0.4,\
            "taskState":"CANCELLING"}""";

    static final String CANCELLED = """
            {"type":"taskInformation","taskId":"{taskId}","currentStep":"Cancelled.","progress":1.0,\
            "cancelledBy":"Ada Example","taskState":"CANCELLED"}""";

    static final String CANCELLED_BY_RUNNER = """
            {"type":"taskInformation","taskId":"{taskId}","currentStep":"Cancelled.","progress":1.0,\
            "taskState":"CANCELLED"}""";

    static final String COMPLETE = """
            {
              "type": "taskInformation",
              "taskId": "{taskId}",
              "currentStep": "Complete.",
              "progress": 1,
              "result": {
                "failureDumpAvailable": false,
                "nestedResults": [
                  {"failureDumpAvailable": false, "objectId": "117000000015", "successful": true}
                ],
                "objectId": "{actionId}",
                "successful": true
              },
              "taskState": "COMPLETE"
            }""";

    static final String COMPLETE_WITH_DETAILS = """
            {
              "type": "taskInformation",
              "taskId": "{taskId}",
              "currentStep": "Complete.",
              "progress": 1,
              "result": {
                "failureDumpAvailable": false,
                "nestedResults": [
                  {
                    "failureDumpAvailable": false,
                    "objectId": "117000000015",
                    "successful": true,
                    "duration": "1112",
                    "startTime": "1677624625790"
                  }
                ],
                "objectId": "{actionId}",
                "successful": true,
                "duration": "868",
                "startTime": "1677624626034"
              },
              "taskState": "COMPLETE"
            }""";

    static final String FAILED = withoutTimes(failed());
    static final String FAILED_WITH_DETAILS = failed();
    static final String REJECTED_ROWS = withoutTimes(rejectedRows());
    static final String REJECTED_ROWS_WITH_DETAILS = rejectedRows();

    /** The dump of the import whose two rows were rejected. */
    static final byte[] DUMP = """
            _Status_,Code,Name,_Line_,_Error_1_,_Error_2_
            E,E-017,,5,The name is missing,
            W,E-018,"Example, Ada",9,The parent does not exist,"The name was ""Ada"" before"
            """.getBytes(StandardCharsets.UTF_8);

    private CannedJson() {}

    static String inProgress(String progress) {
        return """
                {"type":"taskInformation","taskId":"{taskId}","currentStep":"Processing …","progress":%s,\
                "taskState":"IN_PROGRESS"}""".formatted(progress);
    }

    private static String failed() {
        return """
                {
                  "type": "taskInformation",
                  "taskId": "{taskId}",
                  "currentStep": "Failed.",
                  "progress": 1.0,
                  "result": {
                    "objectId": "{actionId}",
                    "successful": false,
                    "failureDumpAvailable": true,
                    "duration": "19850",
                    "startTime": "1767225610000",
                    "nestedResults": [
                      {
                        "objectId": "117000000015",
                        "successful": true,
                        "failureDumpAvailable": false,
                        "duration": "1112",
                        "startTime": "1767225610020"
                      },
                      %s,
                      {
                        "objectId": "112000000009",
                        "successful": false,
                        "failureDumpAvailable": false,
                        "duration": "340",
                        "startTime": "1767225629480",
                        "details": [
                          {
                            "localMessageText": "The file to be imported is no longer available",
                            "occurrences": 0,
                            "type": "uploadedFileNoLongerAvailable"
                          }
                        ]
                      }
                    ]
                  },
                  "taskState": "COMPLETE"
                }""".formatted(IMPORT_WITH_REJECTED_ROWS);
    }

    private static String rejectedRows() {
        return """
                {
                  "type": "taskInformation",
                  "taskId": "{taskId}",
                  "currentStep": "Complete.",
                  "progress": 1.0,
                  "result": {
                    "objectId": "{actionId}",
                    "successful": true,
                    "failureDumpAvailable": true,
                    "duration": "18350",
                    "startTime": "1767225611100",
                    "nestedResults": [
                      %s
                    ]
                  },
                  "taskState": "COMPLETE"
                }""".formatted(IMPORT_WITH_REJECTED_ROWS);
    }

    private static final String IMPORT_WITH_REJECTED_ROWS = """
            {
                        "objectId": "112000000003",
                        "successful": true,
                        "failureDumpAvailable": true,
                        "duration": "18330",
                        "startTime": "1767225611140",
                        "details": [
                          {
                            "localMessageText": "2 of 13 rows failed",
                            "occurrences": 0,
                            "type": "hierarchyRowsProcessedWithFailures",
                            "values": [
                              "hierarchyName", "Employees",
                              "successRowCount", "11",
                              "totalRowCount", "13",
                              "failedCount", "2",
                              "ignoredCount", null
                            ]
                          }
                        ]
                      }""";

    // The two members that includeProcessDetails adds, with the comma before them.
    private static String withoutTimes(String json) {
        return json.replaceAll(",\\s*\"(duration|startTime)\": \"\\d+\"", "");
    }
}
