import GatehouseApplication
import GatehouseMacros

extension Application {
    static let jobs = Application(
        "jobs",
        summary: "Runs jobs that take their time, to show how calls go on as tasks.",
        roles: [Role("worker", permissions: ["jobs:run"])]
    ) { launch in
        Jobs(ledger: Ledger(path: launch.dataFolder + "/ledger.txt")).components
    }
}
