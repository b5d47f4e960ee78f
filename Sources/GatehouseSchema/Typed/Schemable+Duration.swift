public import GatehouseJSON

extension Duration: Schemable {
    /// A string that is an ISO 8601 duration of weeks, or of days, hours, minutes and seconds: `P2W`, `P1DT12H`,
    /// `PT1.5S`. Years and months are none: they have no length.
    ///
    /// The `format` `duration` is not named, because it forbids fractions of seconds.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        [
            "type": "string", "description": "An ISO 8601 duration of weeks, days and time, such as PT1H30M.",
            "pattern": .string(DurationText.pattern),
        ]
    }

    /// Reads an ISO 8601 duration.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        guard let duration = DurationText.duration(try reader.readString()) else { throw .mismatch }
        self = duration
    }

    /// Writes days, hours, minutes and seconds: `PT1H30M`, `-PT0.25S`.
    public func encode(to writer: inout JSONWriter) { writer.string(DurationText.text(self)) }
}
