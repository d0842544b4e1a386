"""The manifest messages (MT....) as a tree of elements: where each of our fields stands in them, both ways.

Element names follow the WCO-shaped messages as two public samples show them (secondary); those marked * below are ours
where the samples show none, and are to verify.
"""

from collections.abc import Mapping

Path = tuple[str, ...]

NAMESPACE = "urn:Declaration:datamodel:standard:CN:{message}:1"
MESSAGES: Mapping[tuple[str, str], str] = {
    ("original_manifest", "2"): "MT1101",
    ("original_manifest", "5"): "MT1201",
    ("original_manifest", "4"): "MT1401",
    ("prestow_manifest", "2"): "MT2101",
    ("prestow_manifest", "5"): "MT2201",
    ("prestow_manifest", "4"): "MT2401",
    ("loading_manifest", "2"): "MT4101",
    ("loading_manifest", "5"): "MT4201",
}
"""Type and mode of transport -> message. Only MT1401 and MT2401 were seen; the others are to verify. None by rail."""
TYPES: Mapping[str, tuple[str, str]] = {message: key for key, message in MESSAGES.items()}

HEAD: Mapping[str, Path] = {
    "reference": ("Head", "MessageID"),
    "function": ("Head", "FunctionCode"),
    "customs_office": ("Declaration", "DeclarationOfficeID"),
    "agent": ("Declaration", "Agent", "Name"),
    "transport_mode": ("Declaration", "BorderTransportMeans", "TypeCode"),
    "means_number": ("Declaration", "BorderTransportMeans", "ID"),
    "means_of_transport": ("Declaration", "BorderTransportMeans", "Name"),
    "voyage": ("Declaration", "BorderTransportMeans", "JourneyID"),
    "carrier_code": ("Declaration", "Carrier", "ID"),
    "carrier": ("Declaration", "Carrier", "Name"),
    "loading_port": ("Declaration", "LoadingLocation", "ID"),
    "loading_at": ("Declaration", "LoadingLocation", "LoadingDateTime"),
    "discharge_port": ("Declaration", "UnloadingLocation", "ID"),
    "arrival_at": ("Declaration", "UnloadingLocation", "ArrivalDateTime"),
}
CONSIGNMENT: Path = ("Declaration", "Consignment")
BILL: Mapping[str, Path] = {
    "volume": ("GrossVolumeMeasure",),
    "packages": ("TotalPackageQuantity",),
    "consignee_code": ("Consignee", "ID"),
    "consignee": ("Consignee", "Name"),
    "consignor_code": ("Consignor", "ID"),
    "consignor": ("Consignor", "Name"),
    "description": ("ConsignmentItem", "Commodity", "CargoDescription"),
    "gross_weight": ("ConsignmentItem", "GoodsMeasure", "GrossMassMeasure"),
    "packing": ("ConsignmentItem", "Packaging", "TypeCode"),
    "procedure": ("GovernmentProcedure", "CurrentCode"),
    "notify": ("NotifyParty", "Name"),
    "notify_contact": ("NotifyParty", "Communication", "ID"),
    "number": ("TransportContractDocument", "ID"),
    "master": ("TransportContractDocument", "AssociatedID"),
}
EQUIPMENT = "TransportEquipment"
BOX: Mapping[str, Path] = {
    "number": ("ID",),
    "kind": ("CharacteristicCode",),
    "load": ("FullnessCode",),
    "seals": ("Seal", "ID"),
}
DANGER = "UNDGContact"
DANGERS: Mapping[str, Path] = {
    "un_number": ("UNDGID",),
    "hazard_class": ("HazardClassCode",),
    "contact": ("Contact", "Name"),
    "phone": ("Communication", "ID"),
}
NOT_CARRIED: tuple[str, ...] = ("container_ship", "departure_at")
"""Fields of the head without a place. Of a container: packages, weight, tare."""
BOX_NOT_CARRIED = ("packages", "gross_weight", "tare")
