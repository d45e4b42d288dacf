"""Every setting there is: frozen, checked when made, each used somewhere and described here."""

from rag.settings.elsewhere import Elsewhere, Patience, ServedModel, elsewhere, who_embeds, who_reads
from rag.settings.folders import cache_folder, database_url, default_library
from rag.settings.group import every_setting
from rag.settings.groups import MOST_PASSAGES, Answering, Ingestion, Models, Retrieval, provider_of
from rag.settings.setting import Setting
from rag.settings.settings import Settings
from rag.settings.sharing import Sharing

__all__ = [
    "MOST_PASSAGES",
    "Answering",
    "Elsewhere",
    "Ingestion",
    "Models",
    "Patience",
    "Retrieval",
    "ServedModel",
    "Setting",
    "Settings",
    "Sharing",
    "cache_folder",
    "database_url",
    "default_library",
    "elsewhere",
    "every_setting",
    "provider_of",
    "who_embeds",
    "who_reads",
]
