import GatehouseApplication

await Application("travel", Travel()).run()
