import Gatehouse

extension ServerConfiguration {
    /// What is taken down for auditors.
    struct Audit: Sendable, Hashable {
        /// Where: `sqlite`, `file`, `stdout` or `none`.
        var store: String
        /// The file; nothing takes one in the data folder.
        var path: String?
        /// `calls` or `all`.
        var include: String
        /// `privileged`, `all` or `none`.
        var wait: String
        /// `refuse_privileged`, `refuse_all` or `allow`.
        var onFailure: String
        /// 0 is no bound.
        var maximumBytes: Int
    }

    /// The file of the audit log; nothing where there is none.
    var auditFile: String? {
        switch audit.store {
        case "sqlite": audit.path ?? server.data + "/audit.sqlite"
        case "file": audit.path ?? server.data + "/audit.jsonl"
        default: nil
        }
    }
}

extension ServerConfiguration.Audit {
    init(_ values: ConfigurationValues) throws(ConfigurationError) {
        store = try values.text(.auditStore)
        path = try values.optionalText(.auditPath)
        include = try values.text(.auditInclude)
        wait = try values.text(.auditWait)
        onFailure = try values.text(.auditOnFailure)
        maximumBytes = try values.integer(.auditMaximumBytes)
    }

    /// What a server is told, with the log that takes it down.
    ///
    /// - Parameter key: The key of the digests that stand for values; nothing takes a random one.
    func options(_ trail: any AuditTrail, key: RedactionKey?) -> AuditOptions {
        let waiting: AuditOptions.Waiting =
            switch wait {
            case "all": .all
            case "none": .none
            default: .privileged
            }
        let policy: AuditOptions.FailurePolicy =
            switch onFailure {
            case "refuse_all": .refuseAll
            case "allow": .allow
            default: .refusePrivileged
            }
        var options = AuditOptions(
            trail, scope: include == "all" ? .all : .calls, waiting: waiting, onFailure: policy)
        if let key { options.redactionKey = key }
        return options
    }
}
