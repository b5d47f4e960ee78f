import GatehouseMacros

// snippet: versions
@Toolbox
struct Forecasts {
    /// Says what the weather will be.
    @Tool(name: "forecast", version: "1.0")
    func oldForecast(city: String) -> String { "\(city): rain" }

    /// Says what the weather will be, for so many days.
    @Tool(name: "forecast", version: "2.0")
    func forecast(city: String, @Field(.range(1...14)) days: Int = 3) -> String { "\(city): \(days) days of rain" }
}
// end
